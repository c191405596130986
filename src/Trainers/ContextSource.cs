using System.Globalization;
using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>Where the context that a network takes with each beat stands in a row: a vector column, and which of its values, in the network's order.</summary>
/// <param name="ColumnName">The column.</param>
/// <param name="Size">How many values it has.</param>
/// <param name="Slots">Which of them the network takes.</param>
internal sealed record ContextSource(string ColumnName, int Size, IReadOnlyList<int> Slots)
{
    private const string Role = "context";
    private const string Type = "Vector<Single> of known size";

    /// <summary>Finds the context to train with.</summary>
    /// <param name="schema">The schema of the view.</param>
    /// <param name="columnName">The column.</param>
    /// <param name="names">The slots to take, by their names; null for all.</param>
    /// <param name="found">The names of the values taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of another type, or has no slot of a name.</exception>
    public static ContextSource ForTraining(DataViewSchema schema, string columnName, IReadOnlyList<string>? names, out IReadOnlyList<string> found)
    {
        var (column, size) = FindColumn(schema, columnName);
        string[]? slotNames = ReadSlotNames(column);
        if (names is null)
        {
            found = slotNames ?? [.. Enumerable.Range(0, size).Select(slot => string.Create(CultureInfo.InvariantCulture, $"{columnName} {slot}"))];
            return new ContextSource(columnName, size, [.. Enumerable.Range(0, size)]);
        }
        found = names;
        return slotNames is null ? InOrder(columnName, size, names) : ByName(columnName, slotNames, names);
    }

    /// <summary>Finds the context that a network takes: by its slots' names; where they have none, as in a prediction engine's row, where it was when the network was fitted.</summary>
    /// <param name="schema">The schema of the view.</param>
    /// <param name="columnName">The column.</param>
    /// <param name="names">What the network takes.</param>
    /// <param name="fitted">Where it was before; null if it was nowhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of another type, or lacks what the network takes.</exception>
    public static ContextSource ForScoring(DataViewSchema schema, string columnName, IReadOnlyList<string> names, ContextSource? fitted)
    {
        var (column, size) = FindColumn(schema, columnName);
        if (ReadSlotNames(column) is { } slotNames)
            return ByName(columnName, slotNames, names);
        return fitted is not null && size == fitted.Size ? fitted with { ColumnName = columnName } : InOrder(columnName, size, names);
    }

    /// <summary>Checks that a shape has a context column that can be one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of another type.</exception>
    public static void Check(SchemaShape shape, string columnName) =>
        ColumnChecks.Find(shape, Role, columnName, Type, column => column.Kind == SchemaShape.Column.VectorKind.Vector && ColumnChecks.IsSingleVector(column));

    /// <summary>What is wrong with a row's values; null if nothing is.</summary>
    public string? Fault(in VBuffer<float> values)
    {
        if (values.Length != Size)
            return string.Create(CultureInfo.InvariantCulture, $"has {values.Length} values, not {Size}");
        foreach (int slot in Slots)
        {
            float value = values.GetItemOrDefault(slot);
            if (!float.IsFinite(value))
                return string.Create(CultureInfo.InvariantCulture, $"is {value} in slot {slot}; every value must be a finite number");
        }
        return null;
    }

    /// <summary>The error for a row whose values cannot be used.</summary>
    public InvalidDataException Broken(string where, string fault) => new($"{where}: context column '{ColumnName}' {fault}.");

    /// <summary>Writes a row's values in the network's order.</summary>
    public void CopyTo(in VBuffer<float> values, Span<float> context)
    {
        for (int i = 0; i < context.Length; i++)
            context[i] = values.GetItemOrDefault(Slots[i]);
    }

    private static (DataViewSchema.Column Column, int Size) FindColumn(DataViewSchema schema, string name)
    {
        var column = ColumnChecks.Find(schema, Role, name, Type, type => ColumnChecks.IsSingleVector(type) && type is VectorDataViewType { IsKnownSize: true });
        return (column, ((VectorDataViewType)column.Type).Size);
    }

    private static string[]? ReadSlotNames(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(TextVectors.SlotNames) is not { Type: VectorDataViewType { ItemType: TextDataViewType } })
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(TextVectors.SlotNames, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static ContextSource ByName(string columnName, string[] slotNames, IReadOnlyList<string> names)
    {
        int[] slots = [.. names.Select(name => Array.IndexOf(slotNames, name))];
        int missing = Array.IndexOf(slots, -1);
        return missing < 0
            ? new ContextSource(columnName, slotNames.Length, slots)
            : throw ColumnChecks.Mismatch(Role, columnName, $"a slot named '{names[missing]}', as the network takes it", string.Join(", ", slotNames.Select(name => $"'{name}'")));
    }

    private static ContextSource InOrder(string columnName, int size, IReadOnlyList<string> names) => size == names.Count
        ? new ContextSource(columnName, size, [.. Enumerable.Range(0, size)])
        : throw ColumnChecks.Mismatch(Role, columnName, $"slots named as the network takes them ({string.Join(", ", names)})", string.Create(CultureInfo.InvariantCulture, $"Vector<Single, {size}> without slot names"));
}
