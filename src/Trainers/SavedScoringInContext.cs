using ArrhythmiaVision.Adapters;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Trainers;

/// <summary>Scores a beat in its context, as <see cref="SavedScoring"/> scores one by itself.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class SavedScoringInContext : CustomMappingFactory<SavedScoringInContext.Input, SavedScoring.Output>
{
    public const string Contract = "ArrhythmiaVision.ArrhythmiNet.ScoreInContext";
    public const string Context = SavedChain.Prefix + "context";

    private readonly SavedNetwork _network = new();

    public override Action<Input, SavedScoring.Output> GetMapping() => new SavedScoringInContext().Score;

    public void Score(Input input, SavedScoring.Output output) => _network.Score(input.State, input.Features, input.Context, output);

    /// <summary>What is read from a row.</summary>
    public sealed class Input
    {
        /// <summary>The beat.</summary>
        [ColumnName(SavedScoring.Features)]
        public VBuffer<float> Features = default;

        /// <summary>What the network takes with it.</summary>
        [ColumnName(SavedScoringInContext.Context)]
        public VBuffer<float> Context = default;

        /// <summary>The network as text.</summary>
        [ColumnName(SavedChain.State)]
        public ReadOnlyMemory<char> State { get; set; }
    }
}
