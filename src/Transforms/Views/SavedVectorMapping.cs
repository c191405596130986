using System.Collections.Concurrent;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>What the steps of a saved chain that do a <see cref="VectorMapping"/>'s work share: the columns they go by, and their state.</summary>
internal static class SavedVectorMapping
{
    public const string Input = SavedChain.Prefix + "input";
    public const string Output = SavedChain.Prefix + "output";

    // The two known kinds of vector: a mapping's output size travels with its type alone.
    public static readonly int BeatLength = BeatWindow.Default.Length;

    /// <summary>Begins a chain that reads a column of the type given, and further columns of Single.</summary>
    public static SavedChain Begin(string inputColumnName, DataViewType inputType, string state, params (string Column, string Carrier)[] scalars)
    {
        var chain = new SavedChain([new(inputColumnName, inputType), .. scalars.Select(scalar => new DataViewSchema.DetachedColumn(scalar.Column, NumberDataViewType.Single))]);
        chain.Then(transforms => transforms.CopyColumns(Input, inputColumnName));
        foreach (var (column, carrier) in scalars)
            chain.Then(transforms => transforms.CopyColumns(carrier, column));
        return chain.ThenState(state);
    }

    /// <summary>Ends the chain: its result goes to the output column.</summary>
    public static ITransformer End(this SavedChain chain, string outputColumnName) =>
        chain.Then(transforms => transforms.CopyColumns(outputColumnName, Output)).Build();

    /// <summary>Whether a type's length is that of a beat.</summary>
    public static bool IsBeat(DataViewType type) => type is VectorDataViewType vector && vector.Size == BeatLength;

    /// <summary>What a mapping adds where it works on beats.</summary>
    public sealed class Beat : IResult
    {
        /// <summary>The result.</summary>
        [ColumnName(Output)]
        [VectorType(360)]
        public VBuffer<float> Values;

        /// <inheritdoc/>
        public ref VBuffer<float> Result => ref Values;
    }

    /// <summary>What a mapping adds where it works on vectors of any other length, or of none known.</summary>
    public sealed class Signal : IResult
    {
        /// <summary>The result.</summary>
        [ColumnName(Output)]
        public VBuffer<float> Values;

        /// <inheritdoc/>
        public ref VBuffer<float> Result => ref Values;
    }

    /// <summary>A mapping's output of either kind.</summary>
    public interface IResult
    {
        /// <summary>The result.</summary>
        ref VBuffer<float> Result { get; }
    }

    /// <summary>What a state says, read once a text rather than once a row.</summary>
    public sealed class States<T>(Func<string, T> parse)
    {
        private readonly ConcurrentDictionary<string, T> _known = new();

        /// <summary>The state that a text says.</summary>
        public T this[ReadOnlyMemory<char> text]
        {
            get
            {
                var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
                if (known.TryGetValue(text.Span, out var state))
                    return state;
                string key = text.ToString();
                return _known.GetOrAdd(key, parse);
            }
        }
    }
}
