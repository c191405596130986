namespace ArrhythmiaVision.Signals;

/// <summary>How alike the stretches are in which P waves stand, before the QRS complexes of the last beats, as <see cref="UsualBeat"/> measures it.</summary>
internal sealed class PWaveCoherence
{
    // At 360 samples a second, the R peak being sample 180 of the window: 239 to 81 ms before it. An end of the line is the mean of five samples.
    private const int Start = 94;
    private const int Length = 57;
    private const int End = 5;

    private readonly SlidingMedian[] _samples = new SlidingMedian[Length];
    private readonly SlidingMedian _energies;
    private readonly float[] _stretch = new float[Length];

    public PWaveCoherence(int beats)
    {
        for (var i = 0; i < _samples.Length; i++) _samples[i] = new SlidingMedian(beats);
        _energies = new SlidingMedian(beats);
    }

    /// <summary>The coherence of the beats before this one, from 0 to 1, and 1 for the first; this one is then taken in.</summary>
    public float Push(ReadOnlySpan<float> beat)
    {
        var coherence = 1.0;
        if (_energies.Count > 0 && _energies.Median > 0)
        {
            double usual = 0;
            foreach (var sample in _samples) usual += (double)sample.Median * sample.Median;
            coherence = Math.Min(1, Math.Sqrt(usual / _energies.Median));
        }

        var stretch = beat.Slice(Start, Length);
        double before = 0, after = 0, energy = 0;
        for (var i = 0; i < End; i++)
        {
            before += stretch[i];
            after += stretch[Length - End + i];
        }
        for (var i = 0; i < Length; i++)
        {
            var along = (double)i / (Length - 1);
            _stretch[i] = (float)(stretch[i] - ((before * (1 - along)) + (after * along)) / End);
            energy += (double)_stretch[i] * _stretch[i];
        }
        for (var i = 0; i < Length; i++) _samples[i].Push(_stretch[i]);
        _energies.Push((float)Math.Min(energy, float.MaxValue));
        return (float)coherence;
    }

    public void Reset()
    {
        foreach (var sample in _samples) sample.Reset();
        _energies.Reset();
    }
}
