using System.Text.Json;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Transforms;

/// <summary>A BeatSegment as it travels in a saved model: before it a guard, which says what to do where the loading context was not told of BeatSegment.</summary>
internal static class SavedSegmenting
{
    private const string LoadName = "ArrhythmiaVisionBeats";
    private const string Signature = "AVBEATSG";
    private const string GuardContract = "ArrhythmiaVision.BeatSegment.Guard";
    private const int StateVersion = 1;

    private static volatile bool s_isRegistered;

    public static void Register(ComponentCatalog catalog)
    {
        LoadableComponent.Register(catalog, typeof(BeatSegmentTransformer), LoadName, ((Func<IHostEnvironment, object, ITransformer>)Load).Method);
        s_isRegistered = true;
    }

    public static void Save(ModelSaveContext context, BeatSegmentEstimator.Options options)
    {
        var nothing = new EmptyView(new DataViewSchema.Builder().ToSchema());
        var guard = new MLContext(seed: 0).Transforms.CustomMapping<SavedChain.NoColumns, GuardColumn>(Guard.Pass, GuardContract).Fit(nothing);
        ((ICanSaveModel)new TransformerChain<ITransformer>(guard, new Component(options))).Save(context);
    }

    private static ITransformer Load(IHostEnvironment environment, object context) => new BeatSegmentTransformer(Decode(LoadableComponent.Read(context)));

    internal static string Encode(BeatSegmentEstimator.Options options)
    {
        var scheme = options.Scheme;
        return JsonSerializer.Serialize(new State(
            StateVersion, scheme.Name, [.. scheme.Classes], scheme.Symbols.ToDictionary(symbol => symbol, symbol => scheme.Classes[scheme.ClassOf(symbol)]),
            options.RPeaks.ToString(), options.KeepOther, options.RecordScaleMethod.ToString(), options.FeaturesColumnName, options.LabelColumnName, options.ContextColumnName,
            options.SignalColumnName, options.RecordedSignalColumnName, options.SamplingRateColumnName, options.SignalLengthColumnName, options.AnnotationSamplesColumnName,
            options.AnnotationSymbolsColumnName));
    }

    internal static BeatSegmentEstimator.Options Decode(string text)
    {
        try
        {
            var state = JsonSerializer.Deserialize<State>(text)!;
            if (state.Version == StateVersion)
            {
                return new BeatSegmentEstimator.Options
                {
                    Scheme = LabelScheme.Create(state.Scheme, state.Classes, state.ClassOfSymbol),
                    RPeaks = Enum.Parse<RPeakSource>(state.RPeaks),
                    KeepOther = state.KeepOther,
                    RecordScaleMethod = Enum.Parse<NormalizationMethod>(state.RecordScaleMethod),
                    FeaturesColumnName = state.Features,
                    LabelColumnName = state.Label,
                    ContextColumnName = state.Context,
                    SignalColumnName = state.Signal,
                    RecordedSignalColumnName = state.RecordedSignal,
                    SamplingRateColumnName = state.SamplingRate,
                    SignalLengthColumnName = state.SignalLength,
                    AnnotationSamplesColumnName = state.AnnotationSamples,
                    AnnotationSymbolsColumnName = state.AnnotationSymbols,
                };
            }
        }
        catch (Exception damage) when (damage is JsonException or ArgumentException)
        {
            throw new InvalidDataException("The BeatSegment in the model is damaged.", damage);
        }
        throw new InvalidDataException("The BeatSegment in the model was saved by a newer version of ArrhythmiaVision.Transforms.");
    }

    private sealed record State(int Version, string Scheme, string[] Classes, Dictionary<string, string> ClassOfSymbol, string RPeaks, bool KeepOther, string RecordScaleMethod,
        string Features, string Label, string Context, string Signal, string? RecordedSignal, string SamplingRate, string SignalLength, string AnnotationSamples, string AnnotationSymbols);

    /// <summary>What ML.NET's chain saves in BeatSegment's place.</summary>
    private sealed class Component(BeatSegmentEstimator.Options options) : ITransformer
    {
        private readonly BeatSegmentTransformer _transformer = new(options);

        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _transformer.GetOutputSchema(inputSchema);

        public IDataView Transform(IDataView input) => _transformer.Transform(input);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_transformer).GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => LoadableComponent.Write(ctx, LoadName, Signature, Encode(options));
    }

    /// <summary>The guard's column, which BeatSegment does not pass on.</summary>
    public sealed class GuardColumn
    {
        /// <summary>Nothing of interest.</summary>
        [ColumnName(SavedChain.Prefix + "guard")]
        public bool Value { get; set; }
    }

    /// <summary>Is loaded before BeatSegment is, and tells a caller who forgot it what to call.</summary>
    [CustomMappingFactoryAttribute(GuardContract)]
    public sealed class Guard : CustomMappingFactory<SavedChain.NoColumns, GuardColumn>
    {
        /// <summary>Does nothing.</summary>
        public static void Pass(SavedChain.NoColumns input, GuardColumn output) => output.Value = true;

        /// <inheritdoc/>
        public override Action<SavedChain.NoColumns, GuardColumn> GetMapping() => s_isRegistered
            ? Pass
            : throw new InvalidOperationException("The model has BeatSegment in it, which ML.NET cannot load by itself. Call mlContext.RegisterBeatSegment() on the context before mlContext.Model.Load.");
    }
}
