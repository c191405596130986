using System.Numerics;

namespace ArrhythmiaVision.Signals;

/// <summary>What a signal is taken to be beyond its ends.</summary>
internal static class BoundaryExtension
{
    /// <summary>The value at any place, inside the signal or not.</summary>
    public static T At<T>(ReadOnlySpan<T> x, int i, BoundaryMode mode) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = x.Length;
        if ((uint)i < (uint)n) return x[i];
        switch (mode)
        {
            case BoundaryMode.Zero:
                return T.Zero;
            case BoundaryMode.Constant:
                return i < 0 ? x[0] : x[^1];
            case BoundaryMode.Symmetric:
            case BoundaryMode.Antisymmetric:
                var j = Modulo(i, 2 * n);
                return j < n ? x[j] : mode == BoundaryMode.Symmetric ? x[2 * n - 1 - j] : -x[2 * n - 1 - j];
            case BoundaryMode.Periodic:
                return x[Modulo(i, n)];
            case BoundaryMode.Periodization:
                // An odd signal repeats its last value before it repeats itself.
                return x[Math.Min(Modulo(i, n + (n & 1)), n - 1)];
            case BoundaryMode.Smooth:
                if (n == 1) return x[0];
                return i < 0 ? x[0] + (x[0] - x[1]) * T.CreateChecked(-i) : x[^1] + (x[^1] - x[^2]) * T.CreateChecked(i - n + 1);
            case BoundaryMode.Reflect:
                if (n == 1) return x[0];
                var r = Modulo(i, 2 * (n - 1));
                return r < n ? x[r] : x[2 * (n - 1) - r];
            case BoundaryMode.Antireflect:
                return Antireflected(x, i);
            default:
                throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such boundary mode.");
        }
    }

    private static T Antireflected<T>(ReadOnlySpan<T> x, int i) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var last = x.Length - 1;
        if (last == 0) return x[0];
        var two = T.CreateChecked(2);
        // Once mirrored, a sample depends on the near end alone, to the last bit.
        if (i < 0 && i >= -last) return two * x[0] - x[-i];
        if (i > last && i <= 2 * last) return two * x[last] - x[2 * last - i];

        // Each mirroring keeps the line between the ends going: a full period of 2·last samples climbs twice their difference.
        var r = Modulo(i, 2 * last);
        var within = r <= last ? x[r] : two * x[last] - x[2 * last - r];
        return within + T.CreateChecked((i - r) / (2 * last)) * two * (x[last] - x[0]);
    }

    private static int Modulo(int i, int n)
    {
        var r = i % n;
        return r < 0 ? r + n : r;
    }
}
