using ArrhythmiaVision.Networks;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>Scores with a network that comes as text in each row. Several cursors may score at once.</summary>
internal sealed class SavedNetwork
{
    private const int MostContext = 64;

    // Replaced as a whole, as several threads read it.
    private Decoded? _decoded;

    public void Score(ReadOnlyMemory<char> state, in VBuffer<float> features, in VBuffer<float> context, SavedScoring.Output output)
    {
        var decoded = Decode(state);
        var saved = decoded.Saved;
        if (Beat.Fault(features) is { } fault)
            throw Beat.Broken("A row", saved.FeatureColumnName, fault);
        if (saved.Context?.Fault(context) is { } wrong)
            throw saved.Context.Broken("A row", wrong);

        var classes = decoded.Classes;
        var editor = VBufferEditor.Create(ref output.Probabilities, classes.Length);
        Span<float> values = stackalloc float[MostContext];
        values = values[..saved.Model.ContextNames.Count];
        saved.Context?.CopyTo(context, values);
        if (features.IsDense)
            saved.Model.Score(features.GetValues(), values, editor.Values);
        else
            ScoreSparse(saved.Model, features, values, editor.Values);
        output.Class = classes[Beat.MostProbable(editor.Values)];
        output.Probabilities = editor.Commit();
        output.First = 0;
    }

    private static void ScoreSparse(ArrhythmiNetModel model, in VBuffer<float> beat, ReadOnlySpan<float> context, Span<float> probabilities)
    {
        Span<float> samples = stackalloc float[BeatDataset.BeatLength];
        beat.CopyTo(samples);
        model.Score(samples, context, probabilities);
    }

    // The text is the same memory in every row, so it is decoded once.
    private Decoded Decode(ReadOnlyMemory<char> state)
    {
        var decoded = _decoded;
        if (decoded is not null && decoded.State.Equals(state))
            return decoded;
        var saved = SavedModel.Decode(state.Span);
        return _decoded = new Decoded(state, saved, [.. saved.Model.Classes.Select(name => name.AsMemory())]);
    }

    private sealed record Decoded(ReadOnlyMemory<char> State, SavedModel Saved, ReadOnlyMemory<char>[] Classes);
}
