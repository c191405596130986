namespace ArrhythmiaVision.Evaluation.Tests;

public class ClassificationReportTests
{
    private static readonly string[] Classes = ["N", "L", "R", "A", "V"];

    // y = [i*i % 7 % 5 for i in range(200)]; q = [i*i % 7 % 5 if i % 9 else i // 9 % 5 for i in range(200)]
    private static readonly int[] Actual = [.. Enumerable.Range(0, 200).Select(i => i * i % 7 % 5)];
    private static readonly int[] Predicted = [.. Enumerable.Range(0, 200).Select(i => i % 9 != 0 ? i * i % 7 % 5 : i / 9 % 5)];

    [Fact]
    public void FiguresAreThoseOfScikitLearn()
    {
        var report = ClassificationReport.Of(Classes, Actual, Predicted);

        // sklearn.metrics.precision_recall_fscore_support(y, q, labels=range(5), zero_division=0)
        double[] precision = [0.8666666666666667, 0.9285714285714286, 0.9464285714285714, 0.0, 0.9259259259259259];
        double[] recall = [0.896551724137931, 0.9122807017543859, 0.9298245614035088, 0.0, 0.8771929824561403];
        double[] f1 = [0.8813559322033899, 0.9203539823008849, 0.9380530973451328, 0.0, 0.9009009009009009];
        long[] support = [29, 57, 57, 0, 57];
        for (int c = 0; c < 5; c++)
        {
            Assert.Equal(Classes[c], report.PerClass[c].Class);
            Assert.Equal(precision[c], report.PerClass[c].Precision, 1e-12);
            Assert.Equal(recall[c], report.PerClass[c].Recall, 1e-12);
            Assert.Equal(f1[c], report.PerClass[c].F1, 1e-12);
            Assert.Equal(support[c], report.PerClass[c].Support);
        }

        // sklearn.metrics.accuracy_score(y, q), f1_score(y, q, average='macro', labels=range(5), zero_division=0)
        Assert.Equal(0.905, report.Accuracy, 1e-12);
        Assert.Equal(0.7281327825500618, report.MacroF1, 1e-12);
        Assert.Equal(200, report.Count);
    }

    [Fact]
    public void TableShowsEveryCountAndFigure()
    {
        string text = new ClassificationReport(["N", "V"], new long[,] { { 90, 10 }, { 5, 15 } }).ToString();

        Assert.Equal("""
            class      precision  recall      F1  support
            N             0.9474  0.9000  0.9231      100
            V             0.6000  0.7500  0.6667       20
            accuracy                      0.8750      120
            macro F1                      0.7949      120

            true \ predicted    N    V
            N                  90   10
            V                   5   15

            """, text, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Contains("2 x 2", Assert.Throws<ArgumentException>(() => new ClassificationReport(["N"], new long[2, 2])).Message);
        Assert.Contains("no beats", Assert.Throws<ArgumentException>(() => new ClassificationReport(["N"], new long[1, 1])).Message);
        Assert.Contains("-3", Assert.Throws<ArgumentException>(() => new ClassificationReport(["N"], new long[,] { { -3 } })).Message);
        Assert.Contains("1 labels but 2 predictions", Assert.Throws<ArgumentException>(() => ClassificationReport.Of(["N"], [0], [0, 0])).Message);
        Assert.Contains("Beat 1 has label 7", Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationReport.Of(["N"], [0, 7], [0, 0])).Message);
        Assert.Contains("Beat 0 is predicted as -1", Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationReport.Of(["N"], [0], [-1])).Message);
    }
}
