using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The scale and offset of each slot of one column: a value becomes <c>(value − offset) · scale</c>.</summary>
internal abstract class SlotScaling(DataViewType type)
{
    public DataViewType Type { get; } = type;

    public static SlotScaling Create(DataViewType srcType)
    {
        if (srcType.GetValueCount() == 0 || (srcType.GetItemType() != NumberDataViewType.Single && srcType.GetItemType() != NumberDataViewType.Double))
            throw Contracts.ExceptParam(nameof(srcType), $"Wrong column type for input column. Expected: Single, Double, Vector of Single or Vector of Double. Got: {srcType}.");
        return Of(srcType);
    }

    public static SlotScaling Load(BinaryReader reader)
    {
        var type = ValueCodec.ReadType(reader);
        Contracts.CheckDecode(type.GetItemType() == NumberDataViewType.Single || type.GetItemType() == NumberDataViewType.Double);
        Contracts.CheckDecode(type.GetValueCount() is > 0 and var slots && slots <= reader.BaseStream.Length, "Corrupt model file: a count is larger than what follows");
        var scaling = Of(type);
        scaling.LoadSlots(reader);
        return scaling;
    }

    public void Save(BinaryWriter writer)
    {
        ValueCodec.WriteType(writer, Type);
        SaveSlots(writer);
    }

    public abstract Action StartTraining(DataViewRow row, DataViewSchema.Column column);

    public abstract void Finish(bool fixZero);

    public abstract Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column);

    protected abstract void LoadSlots(BinaryReader reader);

    protected abstract void SaveSlots(BinaryWriter writer);

    private static SlotScaling Of(DataViewType type)
        => type.GetItemType() == NumberDataViewType.Single ? new SlotScaling<float>(type) : new SlotScaling<double>(type);
}

internal sealed class SlotScaling<T> : SlotScaling
    where T : struct, IFloatingPointIeee754<T>
{
    // While learning: the largest and the smallest value of each slot.
    private readonly T[] _scale;
    private readonly T[] _offset;

    public SlotScaling(DataViewType type)
        : base(type)
    {
        _scale = new T[type.GetValueCount()];
        _offset = new T[_scale.Length];
        Array.Fill(_scale, T.NegativeInfinity);
        Array.Fill(_offset, T.PositiveInfinity);
    }

    public override Action StartTraining(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getScalar = row.GetGetter<T>(column);
            T value = default;
            return () =>
            {
                getScalar(ref value);
                Take(0, value);
            };
        }

        var getVector = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        return () =>
        {
            getVector(ref vector);
            if (vector.Length != _scale.Length)
                throw Contracts.Except($"Normalizer expected {_scale.Length} slots but got {vector.Length}");
            int slot = 0;
            foreach (T value in vector.DenseValues())
                Take(slot++, value);
        };
    }

    // NaN compares as neither greater nor less, so it leaves no trace.
    private void Take(int slot, T value)
    {
        if (_scale[slot] < value)
            _scale[slot] = value;
        if (_offset[slot] > value)
            _offset[slot] = value;
    }

    public override void Finish(bool fixZero)
    {
        for (int i = 0; i < _scale.Length; i++)
        {
            T max = _scale[i], min = _offset[i];
            // A slot that has one value, or none, becomes zero.
            bool isConstant = !(max > min);
            _scale[i] = isConstant ? T.Zero : T.One / (fixZero ? T.Max(T.Abs(max), T.Abs(min)) : max - min);
            _offset[i] = fixZero || _scale[i] == T.Zero ? T.Zero : min;
        }
    }

    public override Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getScalar = input.GetGetter<T>(column);
            return (ValueGetter<T>)((ref T destination) =>
            {
                getScalar(ref destination);
                destination = (destination - _offset[0]) * _scale[0];
            });
        }

        var getVector = input.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        bool keepsSparse = Array.TrueForAll(_offset, T.IsZero);
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) =>
        {
            getVector(ref vector);
            Contracts.Check(vector.Length == _scale.Length);
            if (!keepsSparse)
                vector.CopyToDense(ref vector);
            var values = vector.GetValues();
            var indices = vector.GetIndices();
            var editor = VBufferEditor.Create(ref destination, vector.Length, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                int slot = vector.IsDense ? i : indices[i];
                editor.Values[i] = (values[i] - _offset[slot]) * _scale[slot];
            }
            indices.CopyTo(editor.Indices);
            destination = editor.Commit();
        });
    }

    protected override void LoadSlots(BinaryReader reader)
    {
        for (int i = 0; i < _scale.Length; i++)
        {
            _scale[i] = ValueCodec.Read<T>(reader);
            _offset[i] = ValueCodec.Read<T>(reader);
        }
    }

    protected override void SaveSlots(BinaryWriter writer)
    {
        for (int i = 0; i < _scale.Length; i++)
        {
            ValueCodec.Write(writer, _scale[i]);
            ValueCodec.Write(writer, _offset[i]);
        }
    }
}
