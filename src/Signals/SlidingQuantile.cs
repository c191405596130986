namespace ArrhythmiaVision.Signals;

/// <summary>A quantile of the last numbers pushed, for windows of some hundred: each push moves a part of a sorted list.</summary>
/// <remarks>The q-quantile of n numbers is, of the sorted ones, that at ⌊q · n⌋. It depends on the numbers in the window alone. Nothing is allocated.</remarks>
internal sealed class SlidingQuantile(double quantile, int window)
{
    private readonly float[] _values = new float[window];
    private readonly float[] _sorted = new float[window];
    private int _next;
    private int _count;

    /// <summary>The quantile of the numbers held; NaN when none is held.</summary>
    public float Value => _count == 0 ? float.NaN : _sorted[Math.Min((int)(quantile * _count), _count - 1)];

    public void Reset() => _next = _count = 0;

    /// <summary>Adds a finite number; when the window is full the oldest one leaves.</summary>
    public void Push(float value)
    {
        if (_count == window) Remove(_values[_next]);
        _values[_next] = value;
        _next = _next + 1 == window ? 0 : _next + 1;
        var at = Place(value);
        _sorted.AsSpan(at, _count - at).CopyTo(_sorted.AsSpan(at + 1));
        _sorted[at] = value;
        _count++;
    }

    private void Remove(float value)
    {
        var at = Place(value);
        _sorted.AsSpan(at + 1, _count - at - 1).CopyTo(_sorted.AsSpan(at));
        _count--;
    }

    private int Place(float value)
    {
        var at = _sorted.AsSpan(0, _count).BinarySearch(value);
        return at < 0 ? ~at : at;
    }
}
