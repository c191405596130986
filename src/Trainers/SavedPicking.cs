using ArrhythmiaVision.Adapters;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Trainers;

/// <summary>Gives four of a vector's values as single values, and moves on to the next four.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class SavedPicking : CustomMappingFactory<SavedPicking.Input, SavedPicking.Output>
{
    public const string Contract = "ArrhythmiaVision.ArrhythmiNet.Pick";
    public const int AtOnce = 4;
    public const string A = SavedChain.Prefix + "a";
    public const string B = SavedChain.Prefix + "b";
    public const string C = SavedChain.Prefix + "c";
    public const string D = SavedChain.Prefix + "d";

    public override Action<Input, Output> GetMapping() => Pick;

    public static void Pick(Input input, Output output)
    {
        var values = input.Probabilities.GetValues();
        int first = input.First;
        output.A = values[first];
        output.B = first + 1 < values.Length ? values[first + 1] : 0;
        output.C = first + 2 < values.Length ? values[first + 2] : 0;
        output.D = first + 3 < values.Length ? values[first + 3] : 0;
        output.First = first + AtOnce;
    }

    /// <summary>What is read from a row.</summary>
    public sealed class Input
    {
        /// <summary>The probabilities, one a class.</summary>
        [ColumnName(SavedScoring.Probabilities)]
        public VBuffer<float> Probabilities = default;

        /// <summary>The first one to give.</summary>
        [ColumnName(SavedScoring.First)]
        public int First { get; set; }
    }

    /// <summary>What is added to a row.</summary>
    public sealed class Output
    {
        /// <summary>The first value.</summary>
        [ColumnName(SavedPicking.A)]
        public float A;

        /// <summary>The second value; 0 past the end.</summary>
        [ColumnName(SavedPicking.B)]
        public float B;

        /// <summary>The third value; 0 past the end.</summary>
        [ColumnName(SavedPicking.C)]
        public float C;

        /// <summary>The fourth value; 0 past the end.</summary>
        [ColumnName(SavedPicking.D)]
        public float D;

        /// <summary>The first one to give next.</summary>
        [ColumnName(SavedScoring.First)]
        public int First;
    }
}
