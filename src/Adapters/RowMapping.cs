using Microsoft.ML;

namespace ArrhythmiaVision.Adapters;

/// <summary>
/// What a component adds to each row, bound to one input schema. <see cref="MappedView"/> and
/// <see cref="MappedRow"/> do the rest of what ML.NET asks of a row-to-row component.
/// </summary>
internal abstract class RowMapping(DataViewSchema input, IReadOnlyList<DataViewSchema.DetachedColumn> added)
{
    /// <summary>The columns that are added.</summary>
    public IReadOnlyList<DataViewSchema.DetachedColumn> Added { get; } = added;

    /// <summary>How they stand among those of the input.</summary>
    public AddedColumns Columns { get; } = new(input, added);

    /// <summary>
    /// How many rows to read ahead so that they are worked on together; 1 where each row is worked on by itself.
    /// </summary>
    public virtual int LookAhead => 1;

    /// <summary>The input columns that an added column is made from.</summary>
    public abstract IEnumerable<DataViewSchema.Column> InputsOf(int added);

    /// <summary>Makes the getters of the added columns that are asked for, over one row or cursor.</summary>
    /// <param name="input">The row they read; a <see cref="LookAheadCursor"/> where <see cref="LookAhead"/> is above 1 and the types allow it.</param>
    /// <param name="active">Which of <see cref="Added"/> are asked for; at least one is.</param>
    /// <returns>A <see cref="ValueGetter{TValue}"/> for each column that is asked for, null for the others.</returns>
    public abstract Delegate?[] CreateGetters(DataViewRow input, bool[] active);

    /// <summary>The input columns needed for some output columns.</summary>
    public IEnumerable<DataViewSchema.Column> DependenciesOf(IEnumerable<DataViewSchema.Column> outputs)
    {
        var needed = new SortedSet<int>();
        foreach (var output in outputs)
        {
            if (Columns.IsPassedOn(output.Index, out int index))
                needed.Add(index);
            else
                needed.UnionWith(InputsOf(index).Select(column => column.Index));
        }
        return [.. needed.Select(index => Columns.Input[index])];
    }

    /// <summary>Makes the getters for a set of output columns; null if none of them is an added one.</summary>
    public Delegate?[]? CreateGetters(DataViewRow input, IEnumerable<DataViewSchema.Column> outputs)
    {
        var active = new bool[Added.Count];
        bool any = false;
        foreach (var output in outputs)
        {
            if (Columns.IsPassedOn(output.Index, out int index)) continue;
            active[index] = true;
            any = true;
        }
        return any ? CreateGetters(input, active) : null;
    }
}
