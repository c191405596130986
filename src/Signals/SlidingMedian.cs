namespace ArrhythmiaVision.Signals;

/// <summary>The median of the last <see cref="Window"/> numbers pushed.</summary>
/// <remarks>
/// The numbers near the median lie sorted in a bracket; of the others it is only known how many lie below. A number that comes or
/// leaves outside the bracket changes that count alone; one inside moves a part of the bracket. When the median leaves the bracket, a
/// new one is chosen from the whole window. The bracket is about √window wide, so even the worst input costs O(√window) a push,
/// and numbers that do not drift cost next to nothing. Memory is bounded by the window, and nothing is allocated. The median
/// depends on the numbers in the window alone, not on how they came there.
/// </remarks>
public sealed class SlidingMedian
{
    private readonly float[] _values;
    private readonly float[] _inside;
    private readonly float[] _scratch;
    private readonly int _reach;
    private int _next;

    // The bracket: every number from _low to _high is in _inside, sorted; _below numbers are smaller.
    private float _low;
    private float _high;
    private int _below;
    private int _insideCount;
    private int _widest;

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">The number of numbers held, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 1.</exception>
    public SlidingMedian(int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        _values = new float[window];
        _inside = new float[window + 1];
        _scratch = new float[window];
        _reach = 2 * (int)Math.Sqrt(window) + 2;
        Reset();
    }

    /// <summary>How many numbers are held at most.</summary>
    public int Window => _values.Length;

    /// <summary>How many numbers are held now.</summary>
    public int Count { get; private set; }

    /// <summary>The median of the numbers held: of an even number of them the mean of the two in the middle; NaN when none is held.</summary>
    public float Median { get; private set; }

    /// <summary>Forgets every number.</summary>
    public void Reset()
    {
        _next = Count = _below = _insideCount = 0;
        _low = float.NegativeInfinity;
        _high = float.PositiveInfinity;
        _widest = 4 * _reach;
        Median = float.NaN;
    }

    /// <summary>Adds a number; when the window is full the oldest one leaves.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is NaN or infinite.</exception>
    public void Push(float value)
    {
        if (!float.IsFinite(value)) throw new ArgumentException("Only finite numbers have a place in a median; leave missing ones out.", nameof(value));

        var slot = _next;
        _next = slot + 1 == _values.Length ? 0 : slot + 1;
        var oldest = _values[slot];
        _values[slot] = value;
        var comes = value >= _low && value <= _high;
        if (value < _low) _below++;
        if (Count < _values.Length)
        {
            Count++;
            if (comes) Insert(value);
        }
        else
        {
            if (oldest < _low) _below--;
            var leaves = oldest >= _low && oldest <= _high;
            if (comes && leaves) Replace(oldest, value);
            else if (comes) Insert(value);
            else if (leaves) Remove(oldest);
        }

        var upper = Count / 2 - _below;
        var lower = (Count - 1) / 2 - _below;
        if (lower < 0 || upper >= _insideCount || _insideCount > _widest)
        {
            ChooseBracket();
            upper = Count / 2 - _below;
            lower = (Count - 1) / 2 - _below;
        }
        var low = _inside[lower];
        Median = lower == upper ? low : low + (_inside[upper] - low) * 0.5f;
    }

    private void Insert(float value)
    {
        var at = Place(value);
        Array.Copy(_inside, at, _inside, at + 1, _insideCount - at);
        _inside[at] = value;
        _insideCount++;
    }

    private void Remove(float value)
    {
        var at = Place(value);
        _insideCount--;
        Array.Copy(_inside, at + 1, _inside, at, _insideCount - at);
    }

    private void Replace(float oldest, float value)
    {
        var from = Place(oldest);
        var to = Place(value);
        // With the old number gone, places after it are one lower.
        if (to > from) Array.Copy(_inside, from + 1, _inside, from, --to - from);
        else Array.Copy(_inside, to, _inside, to + 1, from - to);
        _inside[to] = value;
    }

    /// <summary>The place of the first number in the bracket that is not smaller.</summary>
    private int Place(float value)
    {
        int from = 0, count = _insideCount;
        while (count > 0)
        {
            var half = count / 2;
            if (_inside[from + half] < value)
            {
                from += half + 1;
                count -= half + 1;
            }
            else
            {
                count = half;
            }
        }
        return from;
    }

    private void ChooseBracket()
    {
        var numbers = _scratch.AsSpan(0, Count);
        _values.AsSpan(0, Count).CopyTo(numbers);
        var first = Math.Max(0, (Count - 1) / 2 - _reach);
        var last = Math.Min(Count - 1, Count / 2 + _reach);
        _low = Selection.Smallest(numbers, first);
        _high = Selection.Smallest(numbers[first..], last - first);
        _below = _insideCount = 0;
        foreach (var number in _values.AsSpan(0, Count))
        {
            if (number < _low) _below++;
            else if (number <= _high) _inside[_insideCount++] = number;
        }
        _inside.AsSpan(0, _insideCount).Sort();

        // Many equal numbers make a bracket wide; choosing it again would not help.
        _widest = Math.Max(4 * _reach, 2 * _insideCount);
        if (first == 0) _low = float.NegativeInfinity;
        if (last == Count - 1) _high = float.PositiveInfinity;
    }
}
