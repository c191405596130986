using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>Brings a signal to another sampling rate as it comes in; equal, bit for bit, to what <see cref="Resampler"/> makes of the
/// whole signal.</summary>
/// <remarks>An output sample comes out when the last of its input samples is in, and after missing samples when the first that is there
/// again is. Memory depends on the rates alone, and converting allocates nothing. Not for use by two threads at once.</remarks>
public sealed class StreamingResampler
{
    private const int Room = 4096;

    private readonly Resampler _resampler;
    private readonly float[] _edge;

    // Input samples, bridged where missing; the first of them is number _first.
    private readonly float[] _samples;
    private readonly bool[] _missing;
    private long _first;
    private int _held;

    // Missing samples whose end is not known yet, and those being bridged now.
    private long _gap;
    private long _bridge;
    private long _bridged;
    private float _from;
    private float _to;
    private bool _flat;
    private bool _hasValue;

    private long _written;
    private bool _ended;

    /// <summary>Makes a resampler for a stream.</summary>
    /// <param name="resampler">The rates.</param>
    public StreamingResampler(Resampler resampler)
    {
        ArgumentNullException.ThrowIfNull(resampler);
        _resampler = resampler;
        _edge = new float[resampler.Taps];
        _samples = new float[2 * resampler.Taps + Room];
        _missing = new bool[_samples.Length];
    }

    /// <summary>Takes samples in and gives out those that are due, as far as there is room.</summary>
    /// <param name="input">The next input samples; NaN or infinite where missing.</param>
    /// <param name="output">Receives output samples.</param>
    /// <param name="ends">Whether the signal ends with this input.</param>
    /// <param name="consumed">How many input samples were taken: fewer than there are only when the output is full.</param>
    /// <param name="written">How many output samples were written. When the output is full there may be more: call again with the rest of the
    /// input. At the signal's end the last call is the one that writes less than there is room for; the next one begins a new signal.</param>
    public void Convert(ReadOnlySpan<float> input, Span<float> output, bool ends, out int consumed, out int written)
    {
        if (_resampler.IsIdentity)
        {
            consumed = written = Math.Min(input.Length, output.Length);
            input[..consumed].CopyTo(output);
            return;
        }

        consumed = written = 0;
        while (true)
        {
            written += Emit(output[written..]);
            if (written == output.Length) return;
            if (_bridge > 0)
            {
                Bridge();
            }
            else if (consumed < input.Length)
            {
                consumed += Take(input[consumed..]);
            }
            else if (!ends)
            {
                return;
            }
            else if (_gap > 0)
            {
                StartBridge(null);
            }
            else if (!_ended)
            {
                _ended = true;
            }
            else
            {
                Reset();
                return;
            }
        }
    }

    /// <summary>Forgets everything and begins anew.</summary>
    public void Reset()
    {
        _first = _gap = _bridge = _bridged = _written = 0;
        _held = 0;
        _from = _to = 0;
        _hasValue = _ended = false;
    }

    private int Emit(Span<float> output)
    {
        var count = _first + _held;
        var length = _ended && count > 0 ? _resampler.MapSample(count - 1) + 1 : _ended ? 0 : long.MaxValue;
        var written = 0;
        for (; written < output.Length && _written < length; written++)
        {
            var first = _resampler.FirstInput(_written, out var weights);
            if (!_ended && first + weights.Length > count) break;
            var nearest = Math.Min(_resampler.NearestInput(_written), count - 1);
            output[written] = _missing[(int)(nearest - _first)] ? float.NaN : Sum(first, weights);
            _written++;
        }
        return written;
    }

    private float Sum(long first, ReadOnlySpan<float> weights)
    {
        var at = first - _first;
        if (first >= 0 && at + weights.Length <= _held)
            return TensorPrimitives.Dot(weights, _samples.AsSpan((int)at, weights.Length));
        for (var i = 0; i < weights.Length; i++) _edge[i] = _samples[(int)(Math.Clamp(first + i, 0, _first + _held - 1) - _first)];
        return TensorPrimitives.Dot(weights, _edge);
    }

    private int Take(ReadOnlySpan<float> input)
    {
        if (MissingSamples.IsMissing(input[0]))
        {
            var run = 1;
            while (run < input.Length && MissingSamples.IsMissing(input[run])) run++;
            _gap += run;
            return run;
        }
        if (_gap > 0)
        {
            StartBridge(input[0]);
            return 0;
        }

        MakeRoom();
        var most = Math.Min(input.Length, _samples.Length - _held);
        var count = 0;
        for (; count < most && !MissingSamples.IsMissing(input[count]); count++) _missing[_held + count] = false;
        input[..count].CopyTo(_samples.AsSpan(_held));
        _held += count;
        _from = input[count - 1];
        _hasValue = true;
        return count;
    }

    // Missing samples lie on a straight line between their neighbours, or keep the nearest value at the ends.
    private void StartBridge(float? to)
    {
        _flat = to is null || !_hasValue;
        if (!_hasValue) _from = to ?? 0;
        _hasValue = true;
        _to = to ?? 0;
        _bridge = _gap;
        _bridged = 0;
        _gap = 0;
    }

    private void Bridge()
    {
        MakeRoom();
        var span = _bridge + _bridged + 1;
        for (; _bridge > 0 && _held < _samples.Length; _bridge--)
        {
            _bridged++;
            _samples[_held] = _flat ? _from : _from + (_to - _from) * _bridged / span;
            _missing[_held++] = true;
        }
    }

    private void MakeRoom()
    {
        if (_held < _samples.Length) return;
        var needed = Math.Min(Math.Max(_resampler.FirstInput(_written, out _), 0), _first + _held - 1);
        var drop = (int)(needed - _first);
        _samples.AsSpan(drop, _held - drop).CopyTo(_samples);
        _missing.AsSpan(drop, _held - drop).CopyTo(_missing);
        _first += drop;
        _held -= drop;
    }
}
