namespace ArrhythmiaVision.Signals;

/// <summary>Moves a beat's time from the middle of its energy to its R peak.</summary>
internal sealed class RPeakRefinement
{
    private const double SearchSeconds = 0.07;
    private const double BaselineSeconds = 0.05;

    private readonly int _search;
    private readonly int _baseline;

    public RPeakRefinement(double rate)
    {
        _search = (int)Math.Round(SearchSeconds * rate);
        _baseline = (int)Math.Round(BaselineSeconds * rate);
    }

    public long Find(QrsFrontEnd front, long centre)
    {
        var (before, after) = (Mean(front, centre - _search - _baseline), Mean(front, centre + _search));
        var best = centre;
        float largest = -1;
        for (var i = -_search; i <= _search; i++)
        {
            var sample = centre + i;
            if (sample < 0 || sample >= front.Samples.Count || front.Missing[sample]) continue;
            var share = (float)(i + _search) / (2 * _search);
            var height = front.Samples[sample] - (before + share * (after - before));
            var size = height >= 0 ? height : -height;
            if (size <= largest) continue;
            largest = size;
            best = sample;
        }
        return best;
    }

    private float Mean(QrsFrontEnd front, long first)
    {
        float sum = 0;
        for (var i = 0; i < _baseline; i++) sum += front.Samples[first + i];
        return sum / _baseline;
    }
}
