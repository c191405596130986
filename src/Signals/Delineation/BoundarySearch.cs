using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>Finds where a wave begins or ends: weighs every place and takes the mean place under the weights.</summary>
/// <remarks>
/// A place's measures are ratios and times, so neither gain nor offset matter. Their weighted sum is the logarithm of a probability;
/// the mean place under these probabilities has the least expected squared error, and lies between samples.
/// </remarks>
internal sealed class BoundarySearch
{
    /// <summary>How many measures a place has.</summary>
    public const int Count = 23;

    /// <summary>How many places there are at most.</summary>
    public const int MostPlaces = 75;

    // Of the measures, so many are logarithms.
    private const int Logarithms = 12;

    // Of a ratio: less than a hundredth is as good as nothing.
    private const float Floor = 0.01f;
    private const float Ceiling = 10;

    // One row for each measure, as long as there are places.
    private readonly float[] _measures = new float[Count * MostPlaces];
    private readonly float[] _scores = new float[MostPlaces];
    private int _first;
    private int _direction;

    /// <summary>How many places there are.</summary>
    public int Places { get; private set; }

    /// <summary>The place next to the wave's peak.</summary>
    public int First => _first;

    /// <summary>A measure of all places, from the wave's peak outwards.</summary>
    public Span<float> Row(int measure) => _measures.AsSpan(measure * Places, Places);

    /// <summary>Measures the places on one side of a wave.</summary>
    /// <param name="level">The signal.</param>
    /// <param name="fine">Its slope.</param>
    /// <param name="broad">Its slope on a broader scale.</param>
    /// <param name="anchor">The wave's peak.</param>
    /// <param name="steepest">Where the wave's outermost slope is steepest.</param>
    /// <param name="direction">-1 for the onset, 1 for the offset.</param>
    /// <param name="places">How many places to look at, from the peak on.</param>
    /// <param name="unit">The wave's usual size in samples.</param>
    public void Measure(BeatSignals.Series level, BeatSignals.Series fine, BeatSignals.Series broad, double anchor, int steepest, int direction, int places, float unit)
    {
        _direction = direction;
        _first = Math.Clamp((int)Math.Round(anchor) + direction, 1, BeatSignals.Length - 2);
        var last = Math.Clamp(_first + direction * (places - 1), 1, BeatSignals.Length - 2);
        Places = Math.Abs(last - _first) + 1;

        var (from, to) = (Math.Min(_first, last), Math.Max(_first, last) + 1);
        var slope = Math.Max(Math.Abs(fine[steepest]), 1e-20f);
        var broadSlope = Math.Max(Math.Abs(broad[broad.Largest(from, to)]), 1e-20f);
        var height = slope * unit / 4;
        var inside = Math.Max(fine.Sum(from, to), 1e-20f);
        var top = level[steepest];

        Means(fine, 1, 2, slope, Row(0));
        Means(fine, 1, 5, slope, Row(1));
        Means(fine, 1, 10, slope, Row(2));
        Means(fine, 1, 20, slope, Row(3));
        Means(fine, -1, 2, slope, Row(4));
        Means(fine, -1, 5, slope, Row(5));
        Means(fine, -1, 10, slope, Row(6));
        Span<float> own = Row(7), ownBroad = Row(8), steps = Row(9), rises = Row(10), tails = Row(11);
        Span<float> time = Row(12), beyond = Row(13), tangents = Row(14);
        for (var i = 0; i < Places; i++)
        {
            var place = _first + i * direction;
            var outside = level.MeanBeyond(place, direction, 1, 5);
            own[i] = Math.Abs(fine[place]) / slope;
            ownBroad[i] = Math.Abs(broad[place]) / broadSlope;
            steps[i] = Math.Abs(outside - level.MeanBeyond(place, direction, 6, 10)) / height;
            rises[i] = Math.Abs(level[place] - outside) / height;
            tails[i] = (direction > 0 ? fine.Sum(place + 1, to) : fine.Sum(from, place)) / inside;
            time[i] = (float)((place - anchor) * direction) / unit;
            beyond[i] = (place - steepest) * direction / unit;
            // Where the tangent at the steepest place reaches the level outside.
            tangents[i] = beyond[i] - Math.Min(Math.Abs(top - outside) / (slope * unit), 4);
        }

        var logarithms = _measures.AsSpan(0, Logarithms * Places);
        TensorPrimitives.Min(logarithms, Ceiling, logarithms);
        TensorPrimitives.Add(logarithms, Floor, logarithms);
        TensorPrimitives.Log(logarithms, logarithms);
        TensorPrimitives.Multiply(logarithms, 0.5f, logarithms);

        Product(1, 1, 15);
        Product(5, 5, 16);
        Product(8, 8, 17);
        Product(1, 5, 18);
        Product(12, 12, 19);
        Product(13, 13, 20);
        Product(14, 14, 21);
        Product(11, 11, 22);
    }

    /// <summary>The mean place.</summary>
    /// <param name="weights">One weight for each measure.</param>
    public double Find(ReadOnlySpan<float> weights)
    {
        var scores = _scores.AsSpan(0, Places);
        scores.Clear();
        for (var measure = 0; measure < Count; measure++) TensorPrimitives.MultiplyAdd(Row(measure), weights[measure], scores, scores);
        TensorPrimitives.SoftMax(scores, scores);
        double mean = 0;
        for (var i = 0; i < scores.Length; i++) mean += i * (double)scores[i];
        return _first + _direction * mean;
    }

    // The mean slope over some samples outside of each place (side 1), or inside with the place's own (side -1).
    private void Means(BeatSignals.Series series, int side, int count, float slope, Span<float> row)
    {
        var scale = 1 / (count * slope);
        var up = _direction * side > 0;
        var shift = side > 0 ? (up ? 1 : -count) : up ? 0 : 1 - count;
        for (var i = 0; i < row.Length; i++)
        {
            var from = _first + i * _direction + shift;
            row[i] = series.Sum(from, from + count) * scale;
        }
    }

    private void Product(int a, int b, int into) => TensorPrimitives.Multiply<float>(Row(a), Row(b), Row(into));
}
