namespace ArrhythmiaVision.Trainers;

/// <summary>Scores the rows of a cursor.</summary>
internal abstract class BeatScorer
{
    /// <summary>The probabilities of the current row's beat, one a class; good until the row changes.</summary>
    /// <exception cref="InvalidDataException">The beat is of another length than 360, or has NaN or infinite samples.</exception>
    public abstract ReadOnlySpan<float> Probabilities();
}
