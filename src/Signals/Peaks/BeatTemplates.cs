using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>The shapes of the last beats, in a few groups of like shape.</summary>
internal sealed class BeatTemplates
{
    private const int Groups = 4;
    private const float SameShape = 0.85f;
    private const double HalfSeconds = 0.1;
    private const double StepSeconds = 0.0125;
    private const double MaxShiftSeconds = 0.012;
    private const int MatureCount = 3;
    private const int MaxCount = 12;

    private readonly int _step;
    private readonly int _points;
    private readonly int _maxShift;
    private readonly float[] _shape;
    private readonly float[] _best;
    private readonly float[][] _templates = new float[Groups][];
    private readonly int[] _counts = new int[Groups];
    private readonly long[] _lastUses = new long[Groups];
    private long _uses;
    private int _bestGroup;
    private float _bestLikeness;

    public BeatTemplates(double frameRate)
    {
        _step = Math.Max(1, (int)Math.Round(StepSeconds * frameRate));
        _points = 2 * (int)Math.Round(HalfSeconds * frameRate / _step) + 1;
        _maxShift = Math.Max(1, (int)Math.Round(MaxShiftSeconds * frameRate));
        _shape = new float[4 * _points];
        _best = new float[4 * _points];
        for (var group = 0; group < Groups; group++) _templates[group] = new float[4 * _points];
    }

    /// <summary>How many frames are looked at to each side.</summary>
    public int Half => _points / 2 * _step + _maxShift;

    public void Reset()
    {
        Array.Clear(_counts);
        Array.Clear(_lastUses);
        _uses = 0;
    }

    /// <summary>How like the shape about a frame is to that of beats seen several times: a correlation, 0 where there are none.</summary>
    public float Likeness(SlidingBuffer<QrsFrame> frames, long frame)
    {
        var mature = 0f;
        (_bestGroup, _bestLikeness) = (-1, -1);
        for (var shift = -_maxShift; shift <= _maxShift; shift++)
        {
            Cut(frames, frame + shift);
            for (var group = 0; group < Groups; group++)
            {
                if (_counts[group] == 0) continue;
                var likeness = TensorPrimitives.Dot<float>(_shape, _templates[group]);
                if (_counts[group] >= MatureCount) mature = Math.Max(mature, likeness);
                if (likeness <= _bestLikeness) continue;
                (_bestGroup, _bestLikeness) = (group, likeness);
                _shape.CopyTo(_best, 0);
            }
        }
        if (_bestGroup < 0)
        {
            Cut(frames, frame);
            _shape.CopyTo(_best, 0);
        }
        return mature;
    }

    /// <summary>Takes in the beat whose likeness was asked for last.</summary>
    public void Learn()
    {
        var group = _bestGroup;
        if (group < 0 || _bestLikeness < SameShape)
        {
            group = Array.IndexOf(_counts, 0);
            if (group < 0)
            {
                group = 0;
                for (var other = 1; other < Groups; other++)
                {
                    if (_lastUses[other] < _lastUses[group]) group = other;
                }
            }
            _counts[group] = 0;
            Array.Clear(_templates[group]);
        }
        _counts[group] = Math.Min(_counts[group] + 1, MaxCount);
        _lastUses[group] = ++_uses;
        var weight = 1f / _counts[group];
        var template = _templates[group];
        for (var i = 0; i < template.Length; i++) template[i] += weight * (_best[i] - template[i]);
        Normalize(template);
    }

    private void Cut(SlidingBuffer<QrsFrame> frames, long centre)
    {
        for (var i = 0; i < _points; i++)
        {
            ref readonly var frame = ref frames[centre + (i - _points / 2) * _step];
            _shape[2 * i] = frame.Real;
            _shape[2 * i + 1] = frame.Imaginary;
            _shape[2 * (i + _points)] = frame.HighReal;
            _shape[2 * (i + _points) + 1] = frame.HighImaginary;
        }
        Normalize(_shape);
    }

    private void Normalize(float[] shape)
    {
        Normalize(shape.AsSpan(0, 2 * _points));
        Normalize(shape.AsSpan(2 * _points));
    }

    private static void Normalize(Span<float> shape)
    {
        var norm = TensorPrimitives.Norm<float>(shape);
        if (norm > 0) TensorPrimitives.Multiply(shape, MathF.Sqrt(0.5f) / norm, shape);
    }
}
