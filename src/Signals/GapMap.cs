namespace ArrhythmiaVision.Signals;

/// <summary>Which samples of a record are missing, and which coefficients of a level stand for missing samples alone.</summary>
internal sealed class GapMap
{
    private bool[] _missing = [];
    private bool[] _blocks = [];
    private float[] _filled = [];
    private int _samples;
    private int _count;

    /// <summary>Whether coefficient k of the level folded last stands for nothing but missing samples.</summary>
    public ReadOnlySpan<bool> Blocks => _blocks.AsSpan(0, _count);

    /// <summary>The signal with its last value held where it is missing.</summary>
    public ReadOnlySpan<float> Filled => _filled.AsSpan(0, _samples);

    /// <summary>Maps a signal whose first sample is there.</summary>
    public void Fill(ReadOnlySpan<float> signal, int filterLength)
    {
        _samples = _count = signal.Length;
        if (_filled.Length < signal.Length)
        {
            _filled = new float[signal.Length];
            _missing = new bool[signal.Length];
            // A level has at most filterLength / 2 coefficients more than half of the level before.
            _blocks = new bool[signal.Length + filterLength];
        }
        var last = 0f;
        for (var i = 0; i < signal.Length; i++)
        {
            var missing = MissingSamples.IsMissing(signal[i]);
            if (!missing) last = signal[i];
            _filled[i] = last;
            _missing[i] = _blocks[i] = missing;
        }
    }

    /// <summary>Goes one level up: coefficient k of the next level stands for 2k and 2k + 1 of this one.</summary>
    public void Fold(int coefficients)
    {
        for (var k = 0; k < coefficients; k++)
            _blocks[k] = 2 * k + 1 < _count && _blocks[2 * k] && _blocks[2 * k + 1];
        _count = coefficients;
    }

    /// <summary>Copies the coefficients that stand for samples that are there; returns how many.</summary>
    public int CopyPresent(ReadOnlySpan<float> coefficients, Span<float> present)
    {
        var count = 0;
        for (var k = 0; k < coefficients.Length; k++)
        {
            if (!_blocks[k]) present[count++] = coefficients[k];
        }
        return count;
    }

    /// <summary>Puts NaN where the signal was missing.</summary>
    public void Restore(Span<float> signal)
    {
        for (var i = 0; i < signal.Length; i++)
        {
            if (_missing[i]) signal[i] = float.NaN;
        }
    }
}
