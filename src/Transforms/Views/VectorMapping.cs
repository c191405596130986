using System.Globalization;
using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>Adds a vector column that is made, sample by sample, from a vector column of the same type and further single values.</summary>
/// <param name="schema">The columns that come in.</param>
/// <param name="inputColumn">The vector that is read.</param>
/// <param name="outputColumnName">The vector that is made.</param>
/// <param name="scalars">Columns of Single that are read too.</param>
/// <param name="apply">Fills a vector of the same length; it may be called from several threads.</param>
internal sealed class VectorMapping(DataViewSchema schema, DataViewSchema.Column inputColumn, string outputColumnName,
    IReadOnlyList<DataViewSchema.Column> scalars, VectorMapping.Apply apply)
    : RowMapping(schema, [new DataViewSchema.DetachedColumn(outputColumnName, inputColumn.Type)])
{
    /// <summary>Makes a vector from another, and from single values.</summary>
    public delegate void Apply(ReadOnlySpan<float> input, ReadOnlySpan<float> scalars, Span<float> output);

    public override IEnumerable<DataViewSchema.Column> InputsOf(int added) => [inputColumn, .. scalars];

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] active)
    {
        var getInput = input.GetGetter<VBuffer<float>>(inputColumn);
        var getScalars = scalars.Select(input.GetGetter<float>).ToArray();
        var values = new float[getScalars.Length];
        VBuffer<float> source = default;
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            getInput(ref source);
            for (int i = 0; i < values.Length; i++)
                getScalars[i](ref values[i]);
            try
            {
                Fill(source, values, ref value, apply);
            }
            catch (ArgumentException error)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Row {input.Position}, column '{inputColumn.Name}': {error.Message}"), error);
            }
        };
        return [getter];
    }

    /// <summary>Makes the output for one row.</summary>
    public static void Fill(in VBuffer<float> source, ReadOnlySpan<float> scalars, ref VBuffer<float> output, Apply apply)
    {
        var editor = VBufferEditor.Create(ref output, source.Length);
        if (source.IsDense)
        {
            apply(source.GetValues(), scalars, editor.Values);
        }
        else
        {
            source.CopyTo(editor.Values);
            apply(editor.Values, scalars, editor.Values);
        }
        output = editor.Commit();
    }
}
