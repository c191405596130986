namespace ArrhythmiaVision.Evaluation;

/// <summary>How well one class was told from the others.</summary>
/// <param name="Class">The class's name.</param>
/// <param name="Precision">The share of the beats predicted as this class that are of it (positive predictivity); 0 where none was predicted.</param>
/// <param name="Recall">The share of this class's beats that were predicted as it (sensitivity); 0 where it has no beats.</param>
/// <param name="F1">The harmonic mean of precision and recall; 0 where both are.</param>
/// <param name="Support">How many beats of this class there are.</param>
public sealed record ClassScore(string Class, double Precision, double Recall, double F1, long Support);
