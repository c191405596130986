namespace ArrhythmiaVision.Networks;

/// <summary>What <see cref="OnnxExport"/> can be told.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>The longest <see cref="Preprocessing"/>, in characters.</summary>
    public const int LongestPreprocessing = 65_536;

    /// <summary>How the graph denoises each beat, before it normalises it; null where it does not.</summary>
    public OnnxDenoising? Denoising { get; init; }

    /// <summary>How the graph normalises each beat before the network; not at all unless it is set.</summary>
    public OnnxNormalization Normalization { get; init; }

    /// <summary>
    /// True where a beat is normalised about its own centre by a scale that comes with it, such as what is usual for the patient: the graph has one more input,
    /// <c>scale</c>, float <c>[N x 1]</c> in the samples' unit. A scale of 0 gives zeros.
    /// </summary>
    public bool ScaleInput { get; init; }

    /// <summary>Where the network's context stands in the graph's input <c>context</c>; null where that holds just the network's own values, in its order.</summary>
    public OnnxContextPlaces? ContextPlaces { get; init; }

    /// <summary>True for one more output, <c>class</c>, int64 <c>[N x 1]</c>: the most probable class's place among the outputs.</summary>
    public bool PredictedClass { get; init; }

    /// <summary>True writes the classes' names where ML.NET's OnnxTransformer looks for them too: the column of <c>probabilities</c> then has slot names.</summary>
    public bool SlotNames { get; init; }

    /// <summary>Whether the graph also says why; not unless it is set.</summary>
    public OnnxExplanation Explanation { get; init; }

    /// <summary>What the names of the graph's inputs and outputs begin with; nothing unless it is set. At most 128 characters.</summary>
    public string NamePrefix { get; init; } = "";

    /// <summary>How the graph's convolutions are written down; over images unless it is set.</summary>
    public OnnxConvolutions Convolutions { get; init; }

    /// <summary>
    /// What is to be done to a recording before the graph, in words for who runs it; written to the metadata under
    /// <c>preprocessing</c>. Null for what the project's own models were trained on.
    /// </summary>
    public string? Preprocessing { get; init; }

    internal const int LongestPrefix = 128;

    internal string PreprocessingText => Preprocessing
        ?? (Denoising is null ? DenoisedCut : RawCut) + (Normalization != OnnxNormalization.None ? "." : Denoising is null ? ByHand : ", not normalised.");

    private const string DenoisedCut = "One lead (MLII) at 360 Hz, denoised; " + Window;

    private const string RawCut = "One lead (MLII) at 360 Hz, as recorded; " + Window;

    private const string Window = "a beat is 360 samples, 180 before its R peak and 180 from it on";

    private const string ByHand = "; each beat normalised, (x - mean) / standard deviation with divisor n.";

    internal void Check(int contextLength, string parameterName)
    {
        if (!Enum.IsDefined(Normalization))
            throw new ArgumentOutOfRangeException(parameterName, Normalization, $"There is no such normalisation; there are {string.Join(", ", Enum.GetNames<OnnxNormalization>())}.");
        if (ScaleInput && Normalization == OnnxNormalization.None)
            throw new ArgumentException("A graph that does not normalise has no use for a scale: set Normalization, or leave ScaleInput out.", parameterName);
        if (!Enum.IsDefined(Explanation))
            throw new ArgumentOutOfRangeException(parameterName, Explanation, $"There is no such explanation; there are {string.Join(", ", Enum.GetNames<OnnxExplanation>())}.");
        Denoising?.Check(parameterName);
        ContextPlaces?.Check(contextLength, parameterName);
        if (NamePrefix is not { Length: <= LongestPrefix })
            throw new ArgumentException($"NamePrefix is a text of at most {LongestPrefix} characters.", parameterName);
        if (!Enum.IsDefined(Convolutions))
            throw new ArgumentOutOfRangeException(parameterName, Convolutions, $"There is no such form; there are {string.Join(", ", Enum.GetNames<OnnxConvolutions>())}.");
        if (Preprocessing?.Length > LongestPreprocessing)
            throw new ArgumentException($"Preprocessing has more than {LongestPreprocessing} characters.", parameterName);
    }
}
