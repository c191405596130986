using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Explainability;

/// <summary>An explainer as it travels in a saved model: the text that holds it, and the chain that works from the text.</summary>
internal static class SavedExplainer
{
    public const string GradCam = "GradCam";
    public const string Shap = "Shap";

    // The number after the name is the version of what follows.
    private const string Version = "/1:";

    private static readonly JsonSerializerOptions s_json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The chain of ML.NET's own components that explains as the transformer does.</summary>
    public static TransformerChain<ITransformer> BuildChain(ExplainerSettings settings, IReadOnlyList<ExplainedColumn> columns, string name)
    {
        var network = settings.Network;
        var features = new VectorDataViewType(NumberDataViewType.Single, BeatDataset.BeatLength);
        var context = network.Context;
        var chain = new SavedChain(context is null
            ? [new(network.FeatureColumnName, features)]
            : [new(network.FeatureColumnName, features), new(context.ColumnName, new VectorDataViewType(NumberDataViewType.Single, context.Size))]);
        chain.Then(transforms => transforms.CopyColumns(SavedExplaining.Features, network.FeatureColumnName));
        if (context is not null)
            chain.Then(transforms => transforms.CopyColumns(SavedExplaining.Context, context.ColumnName));
        chain.ThenState(Encode(settings, name));
        for (int slot = 0; slot < settings.Slots; slot++)
        {
            chain.ThenNumber(SavedExplaining.Slot, slot);
            chain = context is null
                ? chain.Then(transforms => transforms.CustomMapping<SavedExplaining.Input, SavedExplaining.Output>(new SavedExplaining.Mapping().Explain, SavedExplaining.ExplainContract))
                : chain.Then(transforms => transforms.CustomMapping<SavedExplaining.InputInContext, SavedExplaining.Output>(new SavedExplaining.Mapping().ExplainInContext, SavedExplaining.ExplainInContextContract));
            if (settings.Thresholds is not null)
            {
                chain = context is null
                    ? chain.Then(transforms => transforms.CustomMapping<SavedExplaining.Input, SavedExplaining.Judgement>(new SavedExplaining.Mapping().Judge, SavedExplaining.JudgeContract))
                    : chain.Then(transforms => transforms.CustomMapping<SavedExplaining.InputInContext, SavedExplaining.Judgement>(new SavedExplaining.Mapping().JudgeInContext, SavedExplaining.JudgeInContextContract));
            }
            foreach (var column in columns.Where(column => column.Slot == slot && !IsOfTheBeat(column.Kind)))
                AddColumn(chain, column);
        }
        foreach (var column in columns.Where(column => IsOfTheBeat(column.Kind)))
            AddColumn(chain, column);
        return chain.Build();
    }

    /// <summary>Finds the explainer in a model: the last one of the name.</summary>
    /// <returns>What it does; null if there is none.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or of a newer version.</exception>
    public static ExplainerSettings? Find(ITransformer model, string name, int threads) =>
        SavedChain.FindStates(model).LastOrDefault(state => state.StartsWith(name + "/", StringComparison.Ordinal)) is { } state ? Decode(state, threads) : null;

    /// <summary>Reads a state.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a newer version.</exception>
    public static ExplainerSettings Decode(string text, int threads)
    {
        int start = text.IndexOf(Version, StringComparison.Ordinal);
        if (start != text.IndexOf('/', StringComparison.Ordinal) || start < 0)
            throw new InvalidDataException("The explainer in the model was saved by a newer version of ArrhythmiaVision.Explainability, or is damaged.");
        try
        {
            var state = JsonSerializer.Deserialize<State>(text.AsSpan(start + Version.Length), s_json)!;
            return new ExplainerSettings
            {
                Network = SavedModel.Decode(state.Network).ToTransformer(threads),
                OutputColumnName = state.OutputColumnName,
                ClassName = state.ClassName,
                EveryClass = state.EveryClass,
                Method = state.GradCam is { } gradCam ? gradCam : state.Shap!,
                Baseline = state.BaselineName is null ? null : new Baseline(state.BaselineName, Floats(state.Beats), Floats(state.Contexts)),
                Thresholds = state.Thresholds,
                Seed = state.Seed,
            };
        }
        catch (Exception damage) when (damage is JsonException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException("The explainer in the model is damaged.", damage);
        }
    }

    private static string Encode(ExplainerSettings settings, string name) => name + Version + JsonSerializer.Serialize(
        new State(SavedModel.Of(settings.Network).Encode(), settings.OutputColumnName, settings.ClassName, settings.EveryClass, settings.Method as GradCamSettings, settings.Method as ShapSettings,
            settings.Baseline?.Name, Bytes(settings.Baseline is { } b ? b.Beats : []), Bytes(settings.Baseline is { } c ? c.Contexts : []), settings.Thresholds, settings.Seed), s_json);

    private static byte[] Bytes(ReadOnlySpan<float> values) => MemoryMarshal.AsBytes(values).ToArray();

    private static ReadOnlySpan<float> Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes);

    private static bool IsOfTheBeat(ExplainedKind kind) => kind is ExplainedKind.SegmentStarts or ExplainedKind.SegmentEnds;

    // A vector whose slots are named travels as text: only Expression gives a vector that keeps its slots' names in a saved model.
    private static void AddColumn(SavedChain chain, ExplainedColumn column)
    {
        string name = column.Column.Name, carrier = SavedExplaining.CarrierOf(column.Kind);
        if (column.SlotNames is not { } slotNames)
        {
            chain.Then(transforms => transforms.CopyColumns(name, carrier));
            return;
        }
        const string numbers = SavedChain.Prefix + "numbers";
        string number = string.Create(CultureInfo.InvariantCulture, $"single(mid(t, int({SavedExplaining.TextWidth} * i), int({SavedExplaining.TextWidth} * i + {SavedExplaining.TextWidth})))");
        string expression = "(i, t) : " + (IsOfTheBeat(column.Kind) ? $"int({number})" : number);
        chain.ThenVector(numbers, [.. Enumerable.Range(0, slotNames.Count).Select(slot => (float)slot)], slotNames)
            .Then(transforms => transforms.Expression(name, expression, numbers, carrier));
    }

    private sealed record State(string Network, string OutputColumnName, string? ClassName, bool EveryClass, GradCamSettings? GradCam, ShapSettings? Shap,
        string? BaselineName, byte[] Beats, byte[] Contexts, PassportThresholds? Thresholds, int Seed);
}
