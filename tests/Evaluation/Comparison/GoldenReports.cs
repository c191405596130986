namespace ArrhythmiaVision.Evaluation.Tests;

/// <summary>
/// What bxb, rxr and sumstats of the WFDB applications (10.7.0, source of June 2022) print for the synthetic records, written
/// as syn1.atr, syn1.tst and so on beside headers such as "syn1 0 360 432000". The command stands above each text.
/// </summary>
internal static class GoldenReports
{
    // bxb -r syn1 -a atr tst -S -
    public const string BeatsStandardWith = """
        Beat-by-beat comparison results for record syn1
        Reference annotator: atr
             Test annotator: tst

                       Algorithm
                n    s    v    f    q    o    x
           ____________________________________
         N |  717   17   17   16   15   26   27
         S |    1   62    2    0    1    4    2
         V |    3    3  138    4    2    6    2
         F |    0    0    0   15    0    0    0
         Q |    0    2    1    0   25    2    2
         O |   18    0   19    0    0
         X |    0    0    0    0    0

                   QRS sensitivity:  93.62% (1041/1112)
         QRS positive predictivity:  96.57% (1041/1078)
                   VEB sensitivity:  87.34% (138/158)
         VEB positive predictivity:  78.41% (138/176)
                  SVEB sensitivity:  86.11% (62/72)
        SVEB positive predictivity:  75.61% (62/82)
             RMS RR interval error: 232.72 ms

          Beats missed in shutdown:   2.79% (31/1112)
              N missed in shutdown:   3.23% (27/835)
              S missed in shutdown:   2.78% (2/72)
              V missed in shutdown:   1.27% (2/158)
              F missed in shutdown:   0.00% (0/15)
               Total shutdown time:    33 seconds

        """;

    // bxb -r syn1 -a atr tst -s -
    public const string BeatsStandardWithout = """
        Beat-by-beat comparison results for record syn1
        Reference annotator: atr
             Test annotator: tst

                       Algorithm
                n    v    f    q    o    x
           _______________________________
         N |  797   19   16   16   30   29
         V |    6  138    4    2    6    2
         F |    0    0   15    0    0    0
         Q |    2    1    0   25    2    2
         O |   18   19    0    0
         X |    0    0    0    0

                   QRS sensitivity:  93.62% (1041/1112)
         QRS positive predictivity:  96.57% (1041/1078)
                   VEB sensitivity:  87.34% (138/158)
         VEB positive predictivity:  78.41% (138/176)
           VEB false positive rate:  4.099% (38/927)


          Beats missed in shutdown:   2.97% (33/1112)
              N missed in shutdown:   3.20% (29/907)
              V missed in shutdown:   1.27% (2/158)
              F missed in shutdown:   0.00% (0/15)
               Total shutdown time:    33 seconds

        """;

    // bxb -r syn1 -a atr tst -C -
    public const string BeatsCondensedWith = """
        Beat-by-beat comparison results for record syn1
        Reference annotator: atr
             Test annotator: tst

                 Algorithm
              n+f+q    s    v  o+x
             _____________________
          N  |  748   17   17   53
          S  |    2   62    2    6
          V  |    9    3  138    8
         F+Q |   40    2    1    4
         O+X |   18    0   19

                   QRS sensitivity:  93.62% (1041/1112)
         QRS positive predictivity:  96.57% (1041/1078)
                   VEB sensitivity:  87.34% (138/158)
         VEB positive predictivity:  78.41% (138/176)
                  SVEB sensitivity:  86.11% (62/72)
        SVEB positive predictivity:  75.61% (62/82)
             RMS RR interval error: 232.72 ms

          Beats missed in shutdown:   2.79% (31/1112)
              N missed in shutdown:   3.23% (27/835)
              S missed in shutdown:   2.78% (2/72)
              V missed in shutdown:   1.27% (2/158)
              F missed in shutdown:   0.00% (0/15)
               Total shutdown time:    33 seconds

        """;

    // bxb -r syn1 -a atr tst -c -
    public const string BeatsCondensedWithout = """
        Beat-by-beat comparison results for record syn1
        Reference annotator: atr
             Test annotator: tst

                 Algorithm
              n+f+q    v  o+x
             ________________
          N  |  829   19   59
          V  |   12  138    8
         F+Q |   42    1    4
         O+X |   18   19

                   QRS sensitivity:  93.62% (1041/1112)
         QRS positive predictivity:  96.57% (1041/1078)
                   VEB sensitivity:  87.34% (138/158)
         VEB positive predictivity:  78.41% (138/176)
           VEB false positive rate:  4.099% (38/927)


          Beats missed in shutdown:   2.97% (33/1112)
              N missed in shutdown:   3.20% (29/907)
              V missed in shutdown:   1.27% (2/158)
              F missed in shutdown:   0.00% (0/15)
               Total shutdown time:    33 seconds

        """;

    // rxr -r syn1 -a atr tst -S -
    public const string RunsStandard = """
        VE run-by-run comparison results for record syn1
        Reference annotator: atr
             Test annotator: tst

                       Algorithm Run Length
                  0    1    2    3    4    5   >5
             ____________________________________
           0 |         0    0    0    0    0    0
           1 |    3   23    0    0    0    0    0
           2 |    0    1    9    0    0    0    0
           3 |    0    0    0    1    0    0    0
           4 |    0    0    1    2    5    0    0
           5 |    0    0    1    1    0    1    0
          >5 |    0    0    0    0    3    0    8

              (Run Sensitivity Summary Matrix)


                       Algorithm Run Length
                  0    1    2    3    4    5   >5
             ____________________________________
           0 |        44    1    0    0    0    0
           1 |    0   24    3    0    0    0    0
           2 |    0    0   11    1    0    0    0
           3 |    0    0    0    5    1    0    0
           4 |    0    0    0    0    7    0    0
           5 |    0    0    0    0    0    1    0
          >5 |    0    0    0    1    1    0    8

         (Run Positive Predictivity Summary Matrix)

                    Couplet sensitivity:  90% (9/10)
          Couplet positive predictivity:  73% (11/15)
                  Short run sensitivity:  83% (10/12)
        Short run positive predictivity:  94% (16/17)
                   Long run sensitivity:  73% (8/11)
         Long run positive predictivity: 100% (8/8)

        SVE run-by-run comparison results for record syn1
        Reference annotator: atr
             Test annotator: tst

                       Algorithm Run Length
                  0    1    2    3    4    5   >5
             ____________________________________
           0 |         0    0    0    0    0    0
           1 |    4    9    0    0    0    0    0
           2 |    1    3    6    0    0    0    0
           3 |    0    0    2   11    0    0    0
           4 |    1    0    0    0    0    0    0
           5 |    0    0    0    0    0    0    0
          >5 |    3    1    0    0    0    0    0

              (Run Sensitivity Summary Matrix)


                       Algorithm Run Length
                  0    1    2    3    4    5   >5
             ____________________________________
           0 |        21    0    0    0    0    0
           1 |    0   12    0    0    0    0    0
           2 |    0    0    7    0    0    0    0
           3 |    0    0    1   10    1    0    0
           4 |    0    0    0    0    0    0    0
           5 |    0    0    0    0    0    0    0
          >5 |    0    1    0    0    0    0    0

         (Run Positive Predictivity Summary Matrix)

                    Couplet sensitivity:  60% (6/10)
          Couplet positive predictivity: 100% (8/8)
                  Short run sensitivity:  79% (11/14)
        Short run positive predictivity: 100% (11/11)
                   Long run sensitivity:   0% (0/4)
         Long run positive predictivity:   -  (0/0)


        """;

    // rxr -r syn1 -a atr tst -C -
    public const string RunsCondensed = """
        VE run-by-run comparison results for record syn1
        Reference annotator: atr
             Test annotator: tst

                  Algorithm Run Length
                 nc    v    c    s    l
             __________________________
          NC |         0    0    0    0
           V |    3   23    0    0    0
           C |    0    1    9    0    0
           S |    0    0    2   10    0
           L |    0    0    0    3    8

            (Run Sensitivity Summary Matrix)


                  Algorithm Run Length
                 nc    v    c    s    l
             __________________________
          NC |        44    1    0    0
           V |    0   24    3    0    0
           C |    0    0   11    1    0
           S |    0    0    0   14    0
           L |    0    0    0    2    8

         (Run Positive Predictivity Summary Matrix)

                    Couplet sensitivity:  90% (9/10)
          Couplet positive predictivity:  73% (11/15)
                  Short run sensitivity:  83% (10/12)
        Short run positive predictivity:  94% (16/17)
                   Long run sensitivity:  73% (8/11)
         Long run positive predictivity: 100% (8/8)

        SVE run-by-run comparison results for record syn1
        Reference annotator: atr
             Test annotator: tst

                  Algorithm Run Length
                 nc    v    c    s    l
             __________________________
          NC |         0    0    0    0
           V |    4    9    0    0    0
           C |    1    3    6    0    0
           S |    1    0    2   11    0
           L |    3    1    0    0    0

            (Run Sensitivity Summary Matrix)


                  Algorithm Run Length
                 nc    v    c    s    l
             __________________________
          NC |        21    0    0    0
           V |    0   12    0    0    0
           C |    0    0    7    0    0
           S |    0    0    1   11    0
           L |    0    1    0    0    0

         (Run Positive Predictivity Summary Matrix)

                    Couplet sensitivity:  60% (6/10)
          Couplet positive predictivity: 100% (8/8)
                  Short run sensitivity:  79% (11/14)
        Short run positive predictivity: 100% (11/11)
                   Long run sensitivity:   0% (0/4)
         Long run positive predictivity:   -  (0/0)


        """;

    // for r in syn1 syn2 syn3; do bxb -r $r -a atr tst -L bL bLs; done; sumstats bL
    public const string BeatTableWith = """
        Record Nn' Sn' Vn' Fn' On'  Ns  Ss  Vs  Fs' Os' Nv  Sv   Vv  Fv' Ov' No' So' Vo' Fo'  Q Se   Q +P   V Se   V +P   S Se   S +P RR err
        syn1   748   2   9  40  18  17  62   3   2   0  17   2  138   1  19  53   6   8   4  93.62  96.57  87.34  78.41  86.11  75.61 232.72
        syn2   346   4   2  19   9   6  25   2   1   0   9   1   64   0   8  29   3   4   3  92.47  96.57  88.89  78.05  75.76  73.53 245.67
        syn3   493   4   6  27  40  11  39   3   1   0  11   0   85   0  20  47   4  10   4  91.28  91.89  81.73  73.28  82.98  72.22 316.01
        ____________________________________________________________________________________________________________________________________
        Sum   1587  10  17  86  67  34 126   8   4   0  37   3  287   1  47 129  13  22  11
        Gross                                                                                92.63  95.07  85.93  76.74  82.89  75.00
        Average                                                                              92.45  95.01  85.99  76.58  81.62  74.98 264.80
        Total QRS complexes: 2375  Total VEBs: 334  Total SVEBs: 152

        Summary of results from 3 records

        """;

    // for r in syn1 syn2 syn3; do bxb -r $r -a atr tst -l bl bls; done; sumstats bl
    public const string BeatTableWithout = """
        Record Nn' Vn' Fn' On'  Nv   Vv  Fv' Ov' No' Vo' Fo'  Q Se   Q +P   V Se   V +P  V FPR
        syn1   829  12  42  18  19  138   1  19  59   8   4  93.62  96.57  87.34  78.41  4.099
        syn2   381   4  20   9  10   64   0   8  32   4   3  92.47  96.57  88.89  78.05  4.206
        syn3   547   9  28  40  11   85   0  20  51  10   4  91.28  91.89  81.73  73.28  4.799
        ______________________________________________________________________________________
        Sum    1757  25  90  67  40  287   1  47 142  22  11
        Gross                                                   92.63  95.07  85.93  76.74  4.348
        Average                                                 92.45  95.01  85.99  76.58  4.368
        Total QRS complexes: 2375  Total VEBs: 334

        Summary of results from 3 records

        """;

    // sumstats bLs
    public const string ShutdownTableWith = """
        Record Nx   Sx   Vx   Fx   Qx  % beats  % N    % S    % V    % F   Total Shutdown
                                        missed missed missed missed missed      Time
        syn1   27    2    2    0    2     2.79   3.23   2.78   1.27   0.00   33 seconds 835 72 158 15 32
        syn2   17    2    1    0    2     3.86   4.36   6.06   1.39   0.00   24 seconds 390 33 72 7 16
        syn3    0    0    0    0    0     0.00   0.00   0.00   0.00   0.00    0 seconds 562 47 104 11 21
        ________________________________________________________________________
        Sum    44    4    3    0    4                                        57 seconds

        Summary of results from 3 records

        """;

    // sumstats bls, but for the gross line: sumstats counts every beat twice there. The quotients of the counts in the lines
    // are 55/2375, 48/1939, 3/334 and 0/33.
    public const string ShutdownTableWithout = """
        Record Nx   Vx   Fx   Qx  % beats  % N    % V    % F   Total Shutdown
                                   missed missed missed missed      Time
        syn1   29    2    0    2     2.97   3.20   1.27   0.00   33 seconds 907 0 158 15 32
        syn2   19    1    0    2     4.25   4.49   1.39   0.00   24 seconds 423 0 72 7 16
        syn3    0    0    0    0     0.00   0.00   0.00   0.00    0 seconds 609 0 104 11 21
        ____________________________________________________________________
        Sum     48    3    0    4                                 57 seconds
        Gross                       2.32   2.48   0.90   0.00
        Average                     2.40   2.56   0.88   0.00

        Summary of results from 3 records

        """;

    // for r in syn1 syn2 syn3; do rxr -r $r -a atr tst -L rL rLs; done; sumstats rL
    public const string VentricularRunTable = """
        Record CTs CFN CTp CFP STs SFN STp SFP LTs LFN LTp LFP  CSe C+P SSe S+P LSe L+P
        syn1   9   1  11   4  10   2  16   1   8   3   8   0   90  73  83  94  73 100
        syn2   2   2   3   1   5   1   5   0   4   1   4   1   50  75  83 100  80  80
        syn3   3   4   4   2   8   0  11   1   4   3   4   0   43  67 100  92  57 100
        _____________________________________________________________________________
        Sum     14   7  18   7  23   3  32   2  16   7  16   1
        Gross                                                    67  72  88  94  70  94
        Average                                                  61  72  89  95  70  93
        Total couplets: 21  Total short runs: 26  Total long runs: 23

        Summary of results from 3 records

        """;

    // sumstats rLs
    public const string SupraventricularRunTable = """
        (SVE run detection)
        Record CTs CFN CTp CFP STs SFN STp SFP LTs LFN LTp LFP  CSe C+P SSe S+P LSe L+P
        syn1   6   4   8   0  11   3  11   0   0   4   0   0   60 100  79 100   0   -
        syn2   0   4   2   0   4   3   4   0   0   2   0   0    0 100  57 100   0   -
        syn3   5   1   5   1   4   6   4   1   0   3   0   0   83  83  40  80   0   -
        _____________________________________________________________________________
        Sum     11   9  15   1  19  12  19   1   0   9   0   0
        Gross                                                    55  94  61  95   0   -
        Average                                                  48  94  59  93   0   -
        Total couplets: 20  Total short runs: 31  Total long runs: 9

        Summary of results from 3 records

        """;
}
