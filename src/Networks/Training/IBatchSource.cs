namespace ArrhythmiaVision.Networks;

/// <summary>Where a step's beats come from; called from many threads at once.</summary>
internal interface IBatchSource
{
    /// <summary>Writes the batch's beat at <paramref name="position"/>, and its context where there is any, and gives its label.</summary>
    int Load(int position, Span<float> beat, Span<float> context);
}
