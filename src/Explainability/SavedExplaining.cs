using System.Globalization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Explainability;

/// <summary>The mappings of a saved explainer, which work from the text in the row; ML.NET finds them by their contracts when a model is loaded.</summary>
internal static class SavedExplaining
{
    public const string ExplainContract = "ArrhythmiaVision.Explain";
    public const string ExplainInContextContract = "ArrhythmiaVision.ExplainInContext";
    public const string JudgeContract = "ArrhythmiaVision.Explain.Judge";
    public const string JudgeInContextContract = "ArrhythmiaVision.ExplainInContext.Judge";

    public const string Features = SavedChain.Prefix + "features";
    public const string Context = SavedChain.Prefix + "context";
    public const string Slot = SavedChain.Prefix + "slot";

    /// <summary>Characters of a number in a text of numbers.</summary>
    public const int TextWidth = 16;

    private const string Values = SavedChain.Prefix + "values";
    private const string ContextValues = SavedChain.Prefix + "contextvalues";
    private const string Segments = SavedChain.Prefix + "segments";
    private const string Outputs = SavedChain.Prefix + "outputs";
    private const string SegmentStarts = SavedChain.Prefix + "segmentstarts";
    private const string SegmentEnds = SavedChain.Prefix + "segmentends";
    private const string Reliable = SavedChain.Prefix + "reliable";
    private const string Scores = SavedChain.Prefix + "scores";
    private const string Reasons = SavedChain.Prefix + "reasons";

    /// <summary>The column that a mapping gives what a column holds in; where its slots are named, as a text of numbers.</summary>
    public static string CarrierOf(ExplainedKind kind) => kind switch
    {
        ExplainedKind.Values => Values,
        ExplainedKind.Context => ContextValues,
        ExplainedKind.Segments => Segments,
        ExplainedKind.Output => Outputs,
        ExplainedKind.SegmentStarts => SegmentStarts,
        ExplainedKind.SegmentEnds => SegmentEnds,
        ExplainedKind.Reliable => Reliable,
        ExplainedKind.Scores => Scores,
        ExplainedKind.Reasons => Reasons,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What the steps of a chain call; each step has its own.</summary>
    public sealed class Mapping
    {
        private LoadedExplainer? _loaded;

        public void Explain(Input input, Output output) => Explain(input.State, input.Features, default, input.Slot, output);

        public void ExplainInContext(InputInContext input, Output output) => Explain(input.State, input.Features, input.Context, input.Slot, output);

        public void Judge(Input input, Judgement output) => Judge(input.State, input.Features, default, input.Slot, output);

        public void JudgeInContext(InputInContext input, Judgement output) => Judge(input.State, input.Features, input.Context, input.Slot, output);

        private void Explain(ReadOnlyMemory<char> state, in VBuffer<float> features, in VBuffer<float> context, int slot, Output output)
        {
            var explanation = Load(state).Explain(features, context, slot);
            VBuffer<float>.Copy(explanation.Values, 0, ref output.Values, explanation.Values.Length);
            output.ContextValues = ToText(explanation.Context);
            output.Segments = ToText(explanation.Segments);
            output.Outputs = ToText(explanation.Output);
            output.SegmentStarts = ToText(explanation.SegmentStarts);
            output.SegmentEnds = ToText(explanation.SegmentEnds);
        }

        private void Judge(ReadOnlyMemory<char> state, in VBuffer<float> features, in VBuffer<float> context, int slot, Judgement output)
        {
            var verdict = Load(state).Judge(features, context, slot);
            output.Reliable = verdict.IsReliable;
            output.Scores = ToText(verdict.Scores);
            output.Reasons = verdict.Reasons.AsMemory();
        }

        private LoadedExplainer Load(ReadOnlyMemory<char> state) => _loaded = LoadedExplainer.Of(state, _loaded);
    }

    // Nine digits give every Single back.
    private static ReadOnlyMemory<char> ToText(float[] numbers) => ToText(numbers, number => number.ToString("G9", CultureInfo.InvariantCulture));

    private static ReadOnlyMemory<char> ToText(int[] numbers) => ToText(numbers, number => number.ToString(CultureInfo.InvariantCulture));

    private static ReadOnlyMemory<char> ToText<T>(T[] numbers, Func<T, string> format)
    {
        var text = new char[numbers.Length * TextWidth];
        Array.Fill(text, ' ');
        for (int i = 0; i < numbers.Length; i++)
            format(numbers[i]).CopyTo(text.AsSpan(i * TextWidth));
        return text;
    }

    /// <summary>What is read from a row.</summary>
    public sealed class Input
    {
        /// <summary>The beat.</summary>
        [ColumnName(SavedExplaining.Features)]
        public VBuffer<float> Features = default;

        /// <summary>The explainer as text.</summary>
        [ColumnName(SavedChain.State)]
        public ReadOnlyMemory<char> State { get; set; }

        /// <summary>The class, among those explained side by side.</summary>
        [ColumnName(SavedExplaining.Slot)]
        public int Slot { get; set; }
    }

    /// <summary>What is read from a row where the network takes context.</summary>
    public sealed class InputInContext
    {
        /// <summary>The beat.</summary>
        [ColumnName(SavedExplaining.Features)]
        public VBuffer<float> Features = default;

        /// <summary>What the network takes with it.</summary>
        [ColumnName(SavedExplaining.Context)]
        public VBuffer<float> Context = default;

        /// <summary>The explainer as text.</summary>
        [ColumnName(SavedChain.State)]
        public ReadOnlyMemory<char> State { get; set; }

        /// <summary>The class, among those explained side by side.</summary>
        [ColumnName(SavedExplaining.Slot)]
        public int Slot { get; set; }
    }

    /// <summary>An explanation.</summary>
    public sealed class Output
    {
        /// <summary>A value a sample.</summary>
        [ColumnName(SavedExplaining.Values)]
        [VectorType(BeatDataset.BeatLength)]
        public VBuffer<float> Values;

        /// <summary>A value for each context value.</summary>
        [ColumnName(SavedExplaining.ContextValues)]
        public ReadOnlyMemory<char> ContextValues;

        /// <summary>A value for each player.</summary>
        [ColumnName(SavedExplaining.Segments)]
        public ReadOnlyMemory<char> Segments;

        /// <summary>The class's outputs.</summary>
        [ColumnName(SavedExplaining.Outputs)]
        public ReadOnlyMemory<char> Outputs;

        /// <summary>The first sample of each segment.</summary>
        [ColumnName(SavedExplaining.SegmentStarts)]
        public ReadOnlyMemory<char> SegmentStarts;

        /// <summary>The sample after the last of each segment.</summary>
        [ColumnName(SavedExplaining.SegmentEnds)]
        public ReadOnlyMemory<char> SegmentEnds;
    }

    /// <summary>What is thought of an explanation.</summary>
    public sealed class Judgement
    {
        /// <summary>Whether it passes every check.</summary>
        [ColumnName(SavedExplaining.Reliable)]
        public bool Reliable;

        /// <summary>The scores.</summary>
        [ColumnName(SavedExplaining.Scores)]
        public ReadOnlyMemory<char> Scores;

        /// <summary>The checks that it fails, in words.</summary>
        [ColumnName(SavedExplaining.Reasons)]
        public ReadOnlyMemory<char> Reasons;
    }

    /// <summary>Explains beats.</summary>
    [CustomMappingFactoryAttribute(ExplainContract)]
    public sealed class ExplainFactory : CustomMappingFactory<Input, Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => new Mapping().Explain;
    }

    /// <summary>Explains beats in their context.</summary>
    [CustomMappingFactoryAttribute(ExplainInContextContract)]
    public sealed class ExplainInContextFactory : CustomMappingFactory<InputInContext, Output>
    {
        /// <inheritdoc/>
        public override Action<InputInContext, Output> GetMapping() => new Mapping().ExplainInContext;
    }

    /// <summary>Judges explanations.</summary>
    [CustomMappingFactoryAttribute(JudgeContract)]
    public sealed class JudgeFactory : CustomMappingFactory<Input, Judgement>
    {
        /// <inheritdoc/>
        public override Action<Input, Judgement> GetMapping() => new Mapping().Judge;
    }

    /// <summary>Judges explanations of beats in their context.</summary>
    [CustomMappingFactoryAttribute(JudgeInContextContract)]
    public sealed class JudgeInContextFactory : CustomMappingFactory<InputInContext, Judgement>
    {
        /// <inheritdoc/>
        public override Action<InputInContext, Judgement> GetMapping() => new Mapping().JudgeInContext;
    }
}
