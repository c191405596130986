namespace ArrhythmiaVision.Evaluation;

/// <summary>Which rows train and which test, as a protocol chose them.</summary>
/// <param name="Protocol">The protocol's name, such as <c>unique</c>.</param>
/// <param name="Seed">The seed of the choice.</param>
/// <param name="Training">Indices of the training rows, in the order to be used; a row that is copied stands there several times.</param>
/// <param name="Test">Indices of the test rows, likewise.</param>
public sealed record BeatSplit(string Protocol, int Seed, IReadOnlyList<int> Training, IReadOnlyList<int> Test)
{
    /// <summary>
    /// How many test rows are copies of a training row: the leak of a split that was made after balancing.
    /// </summary>
    public int CountSharedTestRows()
    {
        var training = Training.ToHashSet();
        return Test.Count(training.Contains);
    }
}
