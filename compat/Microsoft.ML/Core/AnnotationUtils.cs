namespace Microsoft.ML.Data;

/// <summary>The kinds of annotation that components agree on.</summary>
internal static class AnnotationUtils
{
    public static class Kinds
    {
        public const string SlotNames = "SlotNames";
        public const string KeyValues = "KeyValues";
        public const string IsNormalized = "IsNormalized";
    }

    public static bool HasSlotNames(this DataViewSchema.Column column, int size)
        => size > 0
            && column.Annotations.Schema.GetColumnOrNull(Kinds.SlotNames)?.Type is VectorDataViewType names
            && names.Size == size
            && names.ItemType is TextDataViewType;

    public static bool HasSlotNames(this SchemaShape.Column column)
        => column.Kind == SchemaShape.Column.VectorKind.Vector
            && column.Annotations.TryFindColumn(Kinds.SlotNames, out var names)
            && names.Kind == SchemaShape.Column.VectorKind.Vector && !names.IsKey
            && names.ItemType is TextDataViewType;

    public static bool IsNormalized(this SchemaShape.Column column)
        => column.Annotations.TryFindColumn(Kinds.IsNormalized, out var flag)
            && flag.Kind == SchemaShape.Column.VectorKind.Scalar && !flag.IsKey
            && flag.ItemType is BooleanDataViewType;
}
