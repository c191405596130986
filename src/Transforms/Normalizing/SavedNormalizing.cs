using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Transforms;

/// <summary>A normalisation as it travels in a saved model: its method as text, and the mappings that ML.NET finds by their contracts.</summary>
internal static class SavedNormalizing
{
    private const string Header = "BeatNormalize/1;";
    private const string BeatContract = "ArrhythmiaVision.BeatNormalize.Beat";
    private const string SignalContract = "ArrhythmiaVision.BeatNormalize.Signal";
    private const string BeatByRecordContract = "ArrhythmiaVision.BeatNormalize.ByRecord.Beat";
    private const string SignalByRecordContract = "ArrhythmiaVision.BeatNormalize.ByRecord.Signal";
    private const string BeatByPatientContract = "ArrhythmiaVision.BeatNormalize.ByPatient.Beat";
    private const string SignalByPatientContract = "ArrhythmiaVision.BeatNormalize.ByPatient.Signal";
    private const string Center = SavedChain.Prefix + "center";
    private const string Scale = SavedChain.Prefix + "scale";

    private static readonly SavedVectorMapping.States<VectorMapping.Apply> s_methods = new(text => BeatNormalizeTransformer.ByOwnSamples(Parse(text)));
    private static readonly SavedVectorMapping.States<VectorMapping.Apply> s_patientMethods = new(text => BeatNormalizeTransformer.ByPatient(Parse(text)));

    public static ITransformer BuildChain(BeatNormalizeEstimator.Options options, DataViewType inputType)
    {
        bool isBeat = SavedVectorMapping.IsBeat(inputType);
        SavedChain chain;
        if (options.ByRecord)
        {
            chain = SavedVectorMapping.Begin(options.InputColumnName!, inputType, Header, (options.RecordCenterColumnName, Center), (options.RecordScaleColumnName, Scale));
            chain = isBeat
                ? chain.Then(transforms => transforms.CustomMapping<InputByRecord, SavedVectorMapping.Beat>(ByRecord, BeatByRecordContract))
                : chain.Then(transforms => transforms.CustomMapping<InputByRecord, SavedVectorMapping.Signal>(ByRecord, SignalByRecordContract));
        }
        else if (options.Scope == NormalizationScope.Patient)
        {
            chain = SavedVectorMapping.Begin(options.InputColumnName!, inputType, Header + options.Method, (options.PatientScaleColumnName, Scale));
            chain = isBeat
                ? chain.Then(transforms => transforms.CustomMapping<InputByPatient, SavedVectorMapping.Beat>(ByPatient, BeatByPatientContract))
                : chain.Then(transforms => transforms.CustomMapping<InputByPatient, SavedVectorMapping.Signal>(ByPatient, SignalByPatientContract));
        }
        else
        {
            chain = SavedVectorMapping.Begin(options.InputColumnName!, inputType, Header + options.Method);
            chain = isBeat
                ? chain.Then(transforms => transforms.CustomMapping<Input, SavedVectorMapping.Beat>(ByOwnSamples, BeatContract))
                : chain.Then(transforms => transforms.CustomMapping<Input, SavedVectorMapping.Signal>(ByOwnSamples, SignalContract));
        }
        return chain.End(options.OutputColumnName);
    }

    internal static NormalizationMethod Parse(string text) =>
        text.StartsWith(Header, StringComparison.Ordinal) && Enum.TryParse<NormalizationMethod>(text[Header.Length..], out var method)
            ? method
            : throw new InvalidDataException("The BeatNormalize in the model was saved by a newer version of ArrhythmiaVision.Transforms, or is damaged.");

    private static void ByOwnSamples<TOutput>(Input input, TOutput output) where TOutput : class, SavedVectorMapping.IResult =>
        VectorMapping.Fill(input.Beat, [], ref output.Result, s_methods[input.State]);

    private static void ByPatient<TOutput>(InputByPatient input, TOutput output) where TOutput : class, SavedVectorMapping.IResult =>
        VectorMapping.Fill(input.Beat, [input.Scale], ref output.Result, s_patientMethods[input.State]);

    private static void ByRecord<TOutput>(InputByRecord input, TOutput output) where TOutput : class, SavedVectorMapping.IResult =>
        VectorMapping.Fill(input.Beat, [input.Center, input.Scale], ref output.Result, BeatNormalizeTransformer.ByRecord);

    /// <summary>What is read from a row.</summary>
    public sealed class Input
    {
        /// <summary>The beat.</summary>
        [ColumnName(SavedVectorMapping.Input)]
        public VBuffer<float> Beat = default;

        /// <summary>The method as text.</summary>
        [ColumnName(SavedChain.State)]
        public ReadOnlyMemory<char> State = default;
    }

    /// <summary>What is read from a row where beats are normalised by their record.</summary>
    public sealed class InputByRecord
    {
        /// <summary>The beat.</summary>
        [ColumnName(SavedVectorMapping.Input)]
        public VBuffer<float> Beat = default;

        /// <summary>The record's centre.</summary>
        [ColumnName(SavedNormalizing.Center)]
        public float Center { get; set; }

        /// <summary>The record's scale.</summary>
        [ColumnName(SavedNormalizing.Scale)]
        public float Scale { get; set; }
    }

    /// <summary>What is read from a row where beats are brought to their patient's usual scale.</summary>
    public sealed class InputByPatient
    {
        /// <summary>The beat.</summary>
        [ColumnName(SavedVectorMapping.Input)]
        public VBuffer<float> Beat = default;

        /// <summary>The patient's usual scale.</summary>
        [ColumnName(SavedNormalizing.Scale)]
        public float Scale { get; set; }

        /// <summary>The method as text.</summary>
        [ColumnName(SavedChain.State)]
        public ReadOnlyMemory<char> State = default;
    }

    /// <summary>Brings beats to their patient's usual scale.</summary>
    [CustomMappingFactoryAttribute(BeatByPatientContract)]
    public sealed class BeatByPatientFactory : CustomMappingFactory<InputByPatient, SavedVectorMapping.Beat>
    {
        /// <inheritdoc/>
        public override Action<InputByPatient, SavedVectorMapping.Beat> GetMapping() => ByPatient;
    }

    /// <summary>Brings vectors of any length to their patient's usual scale.</summary>
    [CustomMappingFactoryAttribute(SignalByPatientContract)]
    public sealed class SignalByPatientFactory : CustomMappingFactory<InputByPatient, SavedVectorMapping.Signal>
    {
        /// <inheritdoc/>
        public override Action<InputByPatient, SavedVectorMapping.Signal> GetMapping() => ByPatient;
    }

    /// <summary>Normalises beats by their own samples.</summary>
    [CustomMappingFactoryAttribute(BeatContract)]
    public sealed class BeatFactory : CustomMappingFactory<Input, SavedVectorMapping.Beat>
    {
        /// <inheritdoc/>
        public override Action<Input, SavedVectorMapping.Beat> GetMapping() => ByOwnSamples;
    }

    /// <summary>Normalises vectors of any length by their own samples.</summary>
    [CustomMappingFactoryAttribute(SignalContract)]
    public sealed class SignalFactory : CustomMappingFactory<Input, SavedVectorMapping.Signal>
    {
        /// <inheritdoc/>
        public override Action<Input, SavedVectorMapping.Signal> GetMapping() => ByOwnSamples;
    }

    /// <summary>Normalises beats by their record.</summary>
    [CustomMappingFactoryAttribute(BeatByRecordContract)]
    public sealed class BeatByRecordFactory : CustomMappingFactory<InputByRecord, SavedVectorMapping.Beat>
    {
        /// <inheritdoc/>
        public override Action<InputByRecord, SavedVectorMapping.Beat> GetMapping() => ByRecord;
    }

    /// <summary>Normalises vectors of any length by their record.</summary>
    [CustomMappingFactoryAttribute(SignalByRecordContract)]
    public sealed class SignalByRecordFactory : CustomMappingFactory<InputByRecord, SavedVectorMapping.Signal>
    {
        /// <inheritdoc/>
        public override Action<InputByRecord, SavedVectorMapping.Signal> GetMapping() => ByRecord;
    }
}
