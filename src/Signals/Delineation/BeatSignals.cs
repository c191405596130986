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
        // How far a stretch may reach outside: there the first and the last number go on.
        private const int Margin = 32;

        private readonly float[] _values = new float[Length];
        private readonly double[] _sums = new double[Length + 2 * Margin + 1];

        public float this[int i] => _values[i];

        /// <summary>The sum from one number to before another (of their absolute values if the series was loaded so).</summary>
        public float Sum(int from, int to) => (float)(_sums[to + Margin] - _sums[from + Margin]);

        /// <summary>The mean from one number to before another.</summary>
        public float Mean(int from, int to) => Sum(from, to) / (to - from);

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
            for (var i = -Margin; i < Length + Margin; i++)
            {
                var value = _values[Math.Clamp(i, 0, Length - 1)];
                sum += absolute ? Math.Abs(value) : value;
                _sums[i + Margin + 1] = sum;
            }
        }
    }
}
