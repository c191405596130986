namespace ArrhythmiaVision.Networks;

/// <summary>What <see cref="OnnxExport"/> can be told.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>The longest <see cref="Preprocessing"/>, in characters.</summary>
    public const int LongestPreprocessing = 65_536;

    /// <summary>What the graph does to a beat before the network; nothing unless it is set.</summary>
    public OnnxNormalization Normalization { get; init; }

    /// <summary>How the graph's convolutions are written down; over images unless it is set.</summary>
    public OnnxConvolutions Convolutions { get; init; }

    /// <summary>
    /// What is to be done to a recording before the graph, in words for who runs it; written to the metadata under
    /// <c>preprocessing</c>. Null for what the project's own models were trained on.
    /// </summary>
    public string? Preprocessing { get; init; }

    internal string PreprocessingText => Preprocessing ?? (Normalization == OnnxNormalization.None ? DefaultCut + DefaultNormalization : DefaultCut + ".");

    private const string DefaultCut = "One lead (MLII) at 360 Hz, denoised; a beat is 360 samples, 180 before its R peak and 180 from it on";

    private const string DefaultNormalization = "; each beat normalised, (x - mean) / standard deviation with divisor n.";

    internal void Check(string parameterName)
    {
        if (!Enum.IsDefined(Normalization))
            throw new ArgumentOutOfRangeException(parameterName, Normalization, $"There is no such normalisation; there are {string.Join(", ", Enum.GetNames<OnnxNormalization>())}.");
        if (!Enum.IsDefined(Convolutions))
            throw new ArgumentOutOfRangeException(parameterName, Convolutions, $"There is no such form; there are {string.Join(", ", Enum.GetNames<OnnxConvolutions>())}.");
        if (Preprocessing?.Length > LongestPreprocessing)
            throw new ArgumentException($"Preprocessing has more than {LongestPreprocessing} characters.", parameterName);
    }
}
