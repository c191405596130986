using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>The signal and its slopes about one beat, at 250 samples a second, with the R peak at <see cref="R"/>.</summary>
internal sealed class BeatSignals
{
    /// <summary>Samples before the R peak.</summary>
    public const int R = 175;

    /// <summary>Samples in all.</summary>
    public const int Length = 400;

    public BeatSignals()
    {
        Level = new Series();
        Fine = new Series();
        Middle = new Series();
        Coarse = new Series();
    }

    public Series Level { get; }

    public Series Fine { get; }

    public Series Middle { get; }

    public Series Coarse { get; }

    public void Load(DelineationFrontEnd front, long r)
    {
        Level.Load(front.Samples.Run(r - R, Length), false);
        Fine.Load(front.Fine.Run(r - R, Length), true);
        Middle.Load(front.Middle.Run(r - R, Length), true);
        Coarse.Load(front.Coarse.Run(r - R, Length), true);
    }

    /// <summary>Numbers with their running sums, so that the mean of any stretch costs two look-ups.</summary>
    public sealed class Series
    {
        private readonly float[] _values = new float[Length];
        private readonly double[] _sums = new double[Length + 1];

        public float this[int i] => _values[i];

        /// <summary>The mean from one number to before another (of their absolute values if the series was loaded so); outside the series
        /// there is nothing.</summary>
        public float Mean(int from, int to)
        {
            from = Math.Clamp(from, 0, Length - 1);
            to = Math.Clamp(to, from + 1, Length);
            return (float)((_sums[to] - _sums[from]) / (to - from));
        }

        /// <summary>The mean of <paramref name="count"/> numbers beginning <paramref name="gap"/> beyond one, going up or down.</summary>
        public float MeanBeyond(int i, int direction, int gap, int count)
        {
            var first = i + direction * gap;
            return direction > 0 ? Mean(first, first + count) : Mean(first - count + 1, first + 1);
        }

        /// <summary>The place of the number that is largest in absolute value, from one to before another.</summary>
        public int Largest(int from, int to) => from + TensorPrimitives.IndexOfMaxMagnitude<float>(_values.AsSpan(from, to - from));

        public ReadOnlySpan<float> Run(int from, int count) => _values.AsSpan(from, count);

        public void Load(ReadOnlySpan<float> values, bool absolute)
        {
            values.CopyTo(_values);
            double sum = 0;
            for (var i = 0; i < Length; i++)
            {
                sum += absolute ? Math.Abs(_values[i]) : _values[i];
                _sums[i + 1] = sum;
            }
        }
    }
}
