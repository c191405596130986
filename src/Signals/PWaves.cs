namespace ArrhythmiaVision.Signals;

/// <summary>The stretches in which P waves stand, before the QRS complexes of the last beats: how alike they are, and whether another P wave stands
/// between two beats, as <see cref="UsualBeat"/> measures it.</summary>
internal sealed class PWaves
{
    /// <summary>Intervals over which atrial cycles are counted, as many as the running mean of RR intervals spans.</summary>
    public const int CountedIntervals = 256;

    /// <summary>The longest interval in which a P wave is looked for, 3 s at 360 samples a second.</summary>
    public const int LongestInterval = 1080;

    // Before this the T wave of the beat before is not over.
    private const int ShortestInterval = 468;

    // At 360 samples a second, the R peak being sample 180 of the window: 239 to 81 ms before it. An end of the line is the mean of five samples.
    private const int RPeak = 180;
    private const int Start = 94;
    private const int Length = 57;
    private const int End = 5;

    // How early and how late the blocked P wave may come, to the middle between its neighbours: the atria beat a little faster about a QRS complex.
    private const int Early = 36;
    private const int Late = 14;

    private const int LeastBeats = 10;
    private const double LeastCoherence = 0.8;
    private const double LeastCorrelation = 0.85;
    private const double LeastSize = 0.5;
    private const double MostSize = 2;

    private readonly SlidingMedian[] _samples = new SlidingMedian[Length];
    private readonly SlidingMedian _energies;
    private readonly float[] _stretch = new float[Length];
    private readonly float[] _usual = new float[Length];
    private readonly bool[] _blocked = new bool[CountedIntervals];
    private int _intervals;
    private int _blockedCount;

    public PWaves(int beats)
    {
        for (var i = 0; i < _samples.Length; i++) _samples[i] = new SlidingMedian(beats);
        _energies = new SlidingMedian(beats);
    }

    /// <summary>Measures the next beat, and takes it in.</summary>
    /// <param name="beat">The beat's window.</param>
    /// <param name="sinceLast">The signal from the R peak before to this one's; empty where it is not known.</param>
    /// <returns>The coherence of the beats before this one, from 0 to 1, and 1 for the first; and the mean number of atrial cycles in the last RR intervals,
    /// this beat's counted in.</returns>
    public (float Coherence, float Cycles) Push(ReadOnlySpan<float> beat, ReadOnlySpan<float> sinceLast)
    {
        var coherence = 1.0;
        double usual = 0;
        if (_energies.Count > 0 && _energies.Median > 0)
        {
            for (var i = 0; i < Length; i++)
            {
                _usual[i] = _samples[i].Median;
                usual += (double)_usual[i] * _usual[i];
            }
            coherence = Math.Min(1, Math.Sqrt(usual / _energies.Median));
        }

        if (_energies.Count > 0) Count(_energies.Count >= LeastBeats && coherence >= LeastCoherence && HasPWave(sinceLast, usual));
        var energy = Straighten(beat.Slice(Start, Length));
        for (var i = 0; i < Length; i++) _samples[i].Push(_stretch[i]);
        _energies.Push((float)Math.Min(energy, float.MaxValue));
        return ((float)coherence, _intervals == 0 ? 1 : 1 + ((float)_blockedCount / Math.Min(_intervals, CountedIntervals)));
    }

    public void Reset()
    {
        foreach (var sample in _samples) sample.Reset();
        _energies.Reset();
        _intervals = _blockedCount = 0;
    }

    private void Count(bool blocked)
    {
        var place = _intervals % CountedIntervals;
        if (_intervals >= CountedIntervals && _blocked[place]) _blockedCount--;
        if (blocked) _blockedCount++;
        _blocked[place] = blocked;

        // Kept from running over; what counts is the place, and that there are enough.
        _intervals = _intervals + 1 == 2 * CountedIntervals ? CountedIntervals : _intervals + 1;
    }

    /// <summary>Whether a P wave like the usual ones stands half an interval before the one of this beat.</summary>
    private bool HasPWave(ReadOnlySpan<float> sinceLast, double usual)
    {
        if (sinceLast.Length is < ShortestInterval or > LongestInterval || !(usual > 0)) return false;
        var middle = (sinceLast.Length / 2) - (RPeak - Start);
        var highest = 0.0;
        for (var start = middle - Early; start <= middle + Late; start++)
        {
            var energy = Straighten(sinceLast.Slice(start, Length));
            double product = 0;
            for (var i = 0; i < Length; i++) product += (double)_stretch[i] * _usual[i];
            if (energy >= LeastSize * LeastSize * usual && energy <= MostSize * MostSize * usual)
                highest = Math.Max(highest, product / Math.Sqrt(energy * usual));
        }
        return highest >= LeastCorrelation;
    }

    /// <summary>Takes the line between its ends from a stretch.</summary>
    /// <returns>The energy that is left.</returns>
    private double Straighten(ReadOnlySpan<float> stretch)
    {
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
        return energy;
    }
}
