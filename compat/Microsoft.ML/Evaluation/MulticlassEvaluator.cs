using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>Reads labels and scores from a view and measures them.</summary>
internal static class MulticlassEvaluator
{
    public static MulticlassClassificationMetrics Evaluate(IDataView data, string labelName, string scoreName, string predictedLabelName, int topKPredictionCount)
    {
        var label = Find(data.Schema, "Label", labelName);
        var score = Find(data.Schema, "Score", scoreName);
        Find(data.Schema, "PredictedLabel", predictedLabelName);

        if (score.Type is not VectorDataViewType { Size: >= 2 } scores || scores.ItemType != NumberDataViewType.Single)
            throw Contracts.ExceptSchemaMismatch("schema", "score", score.Name, "vector of two or more items of type Single", score.Type.ToString()!);
        if (label.Type != NumberDataViewType.Single && label.Type is not KeyDataViewType)
            throw Contracts.ExceptSchemaMismatch("schema", "label", label.Name, "Single or Key", label.Type.ToString()!);

        var counts = new MulticlassCounts(scores.Size);
        using (var cursor = data.GetRowCursor([label, score]))
        {
            var getLabel = LabelGetter(cursor, label);
            var getScores = cursor.GetGetter<VBuffer<float>>(score);
            var sparse = default(VBuffer<float>);
            var dense = new float[scores.Size];
            while (cursor.MoveNext())
            {
                float value = 0;
                getLabel(ref value);
                // A label that is missing, negative or no whole number is left out, and so are scores that are not finite.
                if (float.IsNaN(value) || value < 0 || value != (int)value)
                    continue;
                getScores(ref sparse);
                Contracts.Check(sparse.Length == dense.Length);
                sparse.CopyTo(dense);
                if (Array.TrueForAll(dense, float.IsFinite))
                    counts.Add((int)value, dense);
            }
        }
        return new MulticlassClassificationMetrics(counts, ClassNames(score, scores.Size), topKPredictionCount);
    }

    // ML.NET itself says the name where the role should stand, and the role where the name should.
    private static DataViewSchema.Column Find(DataViewSchema schema, string role, string name)
        => schema.GetColumnOrNull(name) ?? throw Contracts.ExceptParam(nameof(schema), $"{name} column '{role}' not found");

    /// <summary>A label as a class index from 0, or NaN where it is missing.</summary>
    private static ValueGetter<float> LabelGetter(DataViewRow row, DataViewSchema.Column label)
    {
        if (label.Type is not KeyDataViewType key)
            return row.GetGetter<float>(label);
        ulong count = key.Count;
        ValueGetter<float> FromKey<T>(Func<T, ulong> toNumber)
        {
            var getKey = row.GetGetter<T>(label);
            T value = default!;
            return (ref float index) =>
            {
                getKey(ref value);
                ulong number = toNumber(value);
                index = 0 < number && number <= count ? number - 1 : float.NaN;
            };
        }
        return key.RawType == typeof(byte) ? FromKey<byte>(k => k)
            : key.RawType == typeof(ushort) ? FromKey<ushort>(k => k)
            : key.RawType == typeof(uint) ? FromKey<uint>(k => k)
            : FromKey<ulong>(k => k);
    }

    private static ReadOnlyMemory<char>[] ClassNames(DataViewSchema.Column score, int classes)
    {
        if (!score.HasSlotNames())
            return Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture).AsMemory()).ToArray();
        VBuffer<ReadOnlyMemory<char>> names = default;
        score.GetSlotNames(ref names);
        return names.DenseValues().ToArray();
    }
}
