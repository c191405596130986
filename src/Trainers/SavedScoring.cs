using ArrhythmiaVision.Adapters;
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

    private readonly SavedNetwork _network = new();

    public override Action<Input, Output> GetMapping() => new SavedScoring().Score;

    public void Score(Input input, Output output)
    {
        _network.Score(input.State, input.Features, default, output);
    }

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
