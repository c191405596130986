namespace ArrhythmiaVision.Networks;

/// <summary>One thread's room to ask models what they say of a beat: the mean of their probabilities, in their order.</summary>
internal sealed unsafe class TeacherPanel(IReadOnlyList<ArrhythmiNetModel> teachers)
{
    private readonly InferenceWorkspace[] _workspaces = [.. teachers.Select(teacher => new InferenceWorkspace(teacher.Plan.Geometry, 1, keepAll: false))];
    private readonly float[] _said = new float[teachers.Count == 0 ? 0 : teachers[0].Classes.Count];

    /// <param name="beat">The beat's samples.</param>
    /// <param name="context">Its context; not read where the models take none.</param>
    /// <param name="target">Receives the mean probability of each class.</param>
    public void Ask(float* beat, float* context, Span<double> target)
    {
        target.Clear();
        for (var t = 0; t < _workspaces.Length; t++)
        {
            teachers[t].Plan.Score(beat, context, 1, _workspaces[t], _said);
            for (var k = 0; k < target.Length; k++) target[k] += (double)_said[k] / _workspaces.Length;
        }
    }
}
