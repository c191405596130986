namespace ArrhythmiaVision.Recordings;

/// <summary>
/// A WFDB annotation code: what an annotation says of its sample. The standard codes, their symbols and their meaning
/// are those of PhysioNet's list of annotation codes; codes 42 to 49 are the user's own.
/// </summary>
/// <param name="Value">The code's number as stored in a file, 0 to 49.</param>
public readonly record struct AnnotationCode(byte Value)
{
    /// <summary>The largest code a file can hold.</summary>
    public const int MaxValue = 49;

    private static readonly Entry?[] s_entries = CreateEntries();
    private static readonly Dictionary<string, AnnotationCode> s_bySymbol = CreateSymbolMap();

    /// <summary>No annotation: the placeholder that ends a table of definitions.</summary>
    public static AnnotationCode None => new(0);

    /// <summary><c>N</c>: normal beat.</summary>
    public static AnnotationCode Normal => new(1);

    /// <summary><c>L</c>: left bundle branch block beat.</summary>
    public static AnnotationCode LeftBundleBranchBlock => new(2);

    /// <summary><c>R</c>: right bundle branch block beat.</summary>
    public static AnnotationCode RightBundleBranchBlock => new(3);

    /// <summary><c>a</c>: aberrated atrial premature beat.</summary>
    public static AnnotationCode AberratedAtrialPremature => new(4);

    /// <summary><c>V</c>: premature ventricular contraction.</summary>
    public static AnnotationCode PrematureVentricular => new(5);

    /// <summary><c>F</c>: fusion of a ventricular and a normal beat.</summary>
    public static AnnotationCode VentricularFusion => new(6);

    /// <summary><c>J</c>: nodal (junctional) premature beat.</summary>
    public static AnnotationCode NodalPremature => new(7);

    /// <summary><c>A</c>: atrial premature beat.</summary>
    public static AnnotationCode AtrialPremature => new(8);

    /// <summary><c>S</c>: supraventricular premature or ectopic beat (atrial or nodal).</summary>
    public static AnnotationCode SupraventricularPremature => new(9);

    /// <summary><c>E</c>: ventricular escape beat.</summary>
    public static AnnotationCode VentricularEscape => new(10);

    /// <summary><c>j</c>: nodal (junctional) escape beat.</summary>
    public static AnnotationCode NodalEscape => new(11);

    /// <summary><c>/</c>: paced beat.</summary>
    public static AnnotationCode Paced => new(12);

    /// <summary><c>Q</c>: unclassifiable beat.</summary>
    public static AnnotationCode Unclassifiable => new(13);

    /// <summary><c>~</c>: change in signal quality.</summary>
    public static AnnotationCode SignalQualityChange => new(14);

    /// <summary><c>|</c>: isolated QRS-like artifact.</summary>
    public static AnnotationCode Artifact => new(16);

    /// <summary><c>s</c>: ST segment change.</summary>
    public static AnnotationCode StChange => new(18);

    /// <summary><c>T</c>: T-wave change.</summary>
    public static AnnotationCode TWaveChange => new(19);

    /// <summary><c>*</c>: systole.</summary>
    public static AnnotationCode Systole => new(20);

    /// <summary><c>D</c>: diastole.</summary>
    public static AnnotationCode Diastole => new(21);

    /// <summary><c>"</c>: comment; its text is in the auxiliary bytes.</summary>
    public static AnnotationCode Note => new(22);

    /// <summary><c>=</c>: measurement; its text is in the auxiliary bytes.</summary>
    public static AnnotationCode Measurement => new(23);

    /// <summary><c>p</c>: P-wave peak.</summary>
    public static AnnotationCode PWavePeak => new(24);

    /// <summary><c>B</c>: bundle branch block beat, side not stated.</summary>
    public static AnnotationCode BundleBranchBlock => new(25);

    /// <summary><c>^</c>: non-conducted pacemaker spike.</summary>
    public static AnnotationCode PacemakerSpike => new(26);

    /// <summary><c>t</c>: T-wave peak.</summary>
    public static AnnotationCode TWavePeak => new(27);

    /// <summary><c>+</c>: rhythm change; the rhythm is in the auxiliary bytes.</summary>
    public static AnnotationCode RhythmChange => new(28);

    /// <summary><c>u</c>: U-wave peak.</summary>
    public static AnnotationCode UWavePeak => new(29);

    /// <summary><c>?</c>: beat not classified during learning.</summary>
    public static AnnotationCode Learning => new(30);

    /// <summary><c>!</c>: ventricular flutter wave.</summary>
    public static AnnotationCode VentricularFlutterWave => new(31);

    /// <summary><c>[</c>: start of ventricular flutter or fibrillation.</summary>
    public static AnnotationCode FlutterStart => new(32);

    /// <summary><c>]</c>: end of ventricular flutter or fibrillation.</summary>
    public static AnnotationCode FlutterEnd => new(33);

    /// <summary><c>e</c>: atrial escape beat.</summary>
    public static AnnotationCode AtrialEscape => new(34);

    /// <summary><c>n</c>: supraventricular escape beat (atrial or nodal).</summary>
    public static AnnotationCode SupraventricularEscape => new(35);

    /// <summary><c>@</c>: link to external data; the address is in the auxiliary bytes.</summary>
    public static AnnotationCode Link => new(36);

    /// <summary><c>x</c>: non-conducted P wave (blocked atrial premature beat).</summary>
    public static AnnotationCode NonConductedPWave => new(37);

    /// <summary><c>f</c>: fusion of a paced and a normal beat.</summary>
    public static AnnotationCode PacedFusion => new(38);

    /// <summary><c>(</c>: onset of a waveform.</summary>
    public static AnnotationCode WaveformOnset => new(39);

    /// <summary><c>)</c>: end of a waveform.</summary>
    public static AnnotationCode WaveformEnd => new(40);

    /// <summary><c>r</c>: R-on-T premature ventricular contraction.</summary>
    public static AnnotationCode ROnT => new(41);

    /// <summary>Every standard code, in the order of their numbers.</summary>
    public static IReadOnlyList<AnnotationCode> Standard { get; } =
        [.. Enumerable.Range(1, MaxValue).Where(value => s_entries[value] is not null).Select(value => new AnnotationCode((byte)value))];

    /// <summary>The symbol that stands for this code in listings: <c>N</c>, <c>V</c>, …; <c>[42]</c> for a code without one.</summary>
    public string Symbol =>
        Value == 0 ? " " : EntryOf(Value)?.Symbol ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{Value}]");

    /// <summary>What the code means, in words.</summary>
    public string Description => EntryOf(Value)?.Description ?? (Value == 0 ? "no annotation" : "user-defined");

    /// <summary>
    /// Whether the code marks a beat. Flutter waves (<c>!</c>) are no beats here, as in PhysioNet's list, though some
    /// programs count them as QRS complexes.
    /// </summary>
    public bool IsBeat => Aami != AamiClass.None;

    /// <summary>
    /// The beat's AAMI class; <see cref="AamiClass.None"/> for what is not a beat. Escape beats from above the ventricles
    /// (<c>e</c>, <c>j</c>, <c>n</c>) are N, as in de Chazal et al. (IEEE Trans Biomed Eng 51(7):1196-1206, 2004, table I).
    /// </summary>
    public AamiClass Aami => EntryOf(Value)?.Aami ?? AamiClass.None;

    /// <summary>Finds the code that a symbol stands for.</summary>
    /// <param name="symbol">A symbol such as <c>N</c>, or a number in brackets such as <c>[42]</c>.</param>
    /// <exception cref="ArgumentException">No code has this symbol.</exception>
    public static AnnotationCode FromSymbol(string symbol) =>
        TryFromSymbol(symbol, out AnnotationCode code)
            ? code
            : throw new ArgumentException(
                $"'{symbol}' is no annotation symbol. The standard symbols are {string.Join(' ', Standard.Select(c => c.Symbol))}.", nameof(symbol));

    /// <summary>Finds the code that a symbol stands for, if there is one.</summary>
    /// <param name="symbol">A symbol such as <c>N</c>, or a number in brackets such as <c>[42]</c>.</param>
    /// <param name="code">The code.</param>
    public static bool TryFromSymbol(string symbol, out AnnotationCode code)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return s_bySymbol.TryGetValue(symbol, out code);
    }

    /// <summary>The symbol.</summary>
    public override string ToString() => Symbol;

    private static Entry? EntryOf(byte value) => value <= MaxValue ? s_entries[value] : null;

    private static Dictionary<string, AnnotationCode> CreateSymbolMap()
    {
        var map = new Dictionary<string, AnnotationCode>(StringComparer.Ordinal);
        for (int value = 1; value <= MaxValue; value++)
        {
            var code = new AnnotationCode((byte)value);
            map.Add(code.Symbol, code);
        }

        return map;
    }

    private static Entry?[] CreateEntries()
    {
        var entries = new Entry?[MaxValue + 1];
        void Add(int value, string symbol, string description, AamiClass aami = AamiClass.None) =>
            entries[value] = new Entry(symbol, description, aami);

        Add(1, "N", "normal beat", AamiClass.N);
        Add(2, "L", "left bundle branch block beat", AamiClass.N);
        Add(3, "R", "right bundle branch block beat", AamiClass.N);
        Add(4, "a", "aberrated atrial premature beat", AamiClass.S);
        Add(5, "V", "premature ventricular contraction", AamiClass.V);
        Add(6, "F", "fusion of ventricular and normal beat", AamiClass.F);
        Add(7, "J", "nodal (junctional) premature beat", AamiClass.S);
        Add(8, "A", "atrial premature beat", AamiClass.S);
        Add(9, "S", "supraventricular premature or ectopic beat", AamiClass.S);
        Add(10, "E", "ventricular escape beat", AamiClass.V);
        Add(11, "j", "nodal (junctional) escape beat", AamiClass.N);
        Add(12, "/", "paced beat", AamiClass.Q);
        Add(13, "Q", "unclassifiable beat", AamiClass.Q);
        Add(14, "~", "change in signal quality");
        Add(16, "|", "isolated QRS-like artifact");
        Add(18, "s", "ST segment change");
        Add(19, "T", "T-wave change");
        Add(20, "*", "systole");
        Add(21, "D", "diastole");
        Add(22, "\"", "comment");
        Add(23, "=", "measurement");
        Add(24, "p", "P-wave peak");
        Add(25, "B", "bundle branch block beat, side not stated", AamiClass.N);
        Add(26, "^", "non-conducted pacemaker spike");
        Add(27, "t", "T-wave peak");
        Add(28, "+", "rhythm change");
        Add(29, "u", "U-wave peak");
        Add(30, "?", "beat not classified during learning", AamiClass.Q);
        Add(31, "!", "ventricular flutter wave");
        Add(32, "[", "start of ventricular flutter or fibrillation");
        Add(33, "]", "end of ventricular flutter or fibrillation");
        Add(34, "e", "atrial escape beat", AamiClass.N);
        Add(35, "n", "supraventricular escape beat", AamiClass.N);
        Add(36, "@", "link to external data");
        Add(37, "x", "non-conducted P wave");
        Add(38, "f", "fusion of paced and normal beat", AamiClass.Q);
        Add(39, "(", "onset of a waveform");
        Add(40, ")", "end of a waveform");
        Add(41, "r", "R-on-T premature ventricular contraction", AamiClass.V);
        return entries;
    }

    private sealed record Entry(string Symbol, string Description, AamiClass Aami);
}
