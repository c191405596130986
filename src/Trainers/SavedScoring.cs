using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Trainers;

/// <summary>Scores a beat with the network that travels as text in the row; ML.NET finds it by its contract when a model is loaded.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class SavedScoring : CustomMappingFactory<SavedScoring.Input, SavedScoring.Output>
{
    public const string Contract = "ArrhythmiaVision.ArrhythmiNet.Score";
    public const string Features = SavedChain.Prefix + "features";
    public const string Class = SavedChain.Prefix + "class";
    public const string Probabilities = SavedChain.Prefix + "probabilities";
    public const string First = SavedChain.Prefix + "first";

    // Replaced as a whole: several cursors may score at once.
    private Decoded? _decoded;

    public override Action<Input, Output> GetMapping() => new SavedScoring().Score;

    public void Score(Input input, Output output)
    {
        var saved = Decode(input.State);
        if (Beat.Fault(input.Features) is { } fault)
            throw Beat.Broken("A row", saved.FeatureColumnName, fault);

        var classes = saved.Classes;
        var editor = VBufferEditor.Create(ref output.Probabilities, classes.Length);
        if (input.Features.IsDense)
            saved.Model.Score(input.Features.GetValues(), editor.Values);
        else
            ScoreSparse(saved.Model, input.Features, editor.Values);
        output.Class = classes[Beat.MostProbable(editor.Values)];
        output.Probabilities = editor.Commit();
        output.First = 0;
    }

    private static void ScoreSparse(ArrhythmiNetModel model, in VBuffer<float> beat, Span<float> probabilities)
    {
        Span<float> samples = stackalloc float[BeatDataset.BeatLength];
        beat.CopyTo(samples);
        model.Score(samples, probabilities);
    }

    // The text is the same memory in every row, so it is decoded once.
    private Decoded Decode(ReadOnlyMemory<char> state)
    {
        var decoded = _decoded;
        if (decoded is not null && decoded.State.Equals(state))
            return decoded;
        var saved = SavedModel.Decode(state.Span);
        return _decoded = new Decoded(state, saved.Model, saved.FeatureColumnName, [.. saved.Model.Classes.Select(name => name.AsMemory())]);
    }

    private sealed record Decoded(ReadOnlyMemory<char> State, ArrhythmiNetModel Model, string FeatureColumnName, ReadOnlyMemory<char>[] Classes);

    /// <summary>What is read from a row.</summary>
    public sealed class Input
    {
        /// <summary>The beat.</summary>
        [ColumnName(SavedScoring.Features)]
        public VBuffer<float> Features = default;

        /// <summary>The network as text.</summary>
        [ColumnName(SavedChain.State)]
        public ReadOnlyMemory<char> State { get; set; }
    }

    /// <summary>What is added to a row.</summary>
    public sealed class Output
    {
        /// <summary>The probabilities, one a class.</summary>
        [ColumnName(SavedScoring.Probabilities)]
        public VBuffer<float> Probabilities;

        /// <summary>The name of the most probable class.</summary>
        [ColumnName(SavedScoring.Class)]
        public ReadOnlyMemory<char> Class;

        /// <summary>Where <see cref="SavedPicking"/> begins.</summary>
        [ColumnName(SavedScoring.First)]
        public int First;
    }
}
