using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// One pass over both annotators: finds one annotator's runs and, for each, the longest run that the other has in the same
/// time, a match window wider on both sides.
/// </summary>
internal sealed class RunPass : IDisposable
{
    private readonly RunEventReader _defining;
    private readonly RunEventReader _searched;
    private readonly ComparisonSpan _span;
    private readonly RunEvent _beat;
    private readonly RunEvent _otherBeat;
    private readonly RunEvent _episodeStart;
    private readonly RunEvent _episodeEnd;
    private readonly RunEvent _otherEpisodeStart;

    // Of the searched annotator: whether an event is waiting to be looked at, and how far its last episode reaches.
    private bool _waiting;
    private long _episodeUntil = long.MinValue;

    public RunPass(RunEventReader defining, RunEventReader searched, ComparisonSpan span, RunKind kind)
    {
        (_defining, _searched, _span) = (defining, searched, span);
        bool ventricular = kind == RunKind.Ventricular;
        _beat = ventricular ? RunEvent.VentricularBeat : RunEvent.SupraventricularBeat;
        _otherBeat = ventricular ? RunEvent.SupraventricularBeat : RunEvent.VentricularBeat;
        _episodeStart = ventricular ? RunEvent.VentricularEpisodeStart : RunEvent.AtrialEpisodeStart;
        _episodeEnd = ventricular ? RunEvent.VentricularEpisodeEnd : RunEvent.AtrialEpisodeEnd;
        _otherEpisodeStart = ventricular ? RunEvent.AtrialEpisodeStart : RunEvent.VentricularEpisodeStart;
    }

    /// <summary>Counts every run of the defining annotator by its length and the other's.</summary>
    /// <returns>Counts <c>[defining length, searched length]</c>, both 0 to 6.</returns>
    public long[,] Count()
    {
        var counts = new long[RunMatrix.Size, RunMatrix.Size];
        int length = 0;
        bool more = _defining.Read();
        while (more && _defining.Sample < _span.Start)
        {
            // An episode that began while the program learned is still going on when the comparison starts.
            if (_defining.Event == _episodeStart)
                length = RunMatrix.Longest;
            else if (_defining.Event is RunEvent.VentricularEpisodeEnd or RunEvent.AtrialEpisodeEnd)
                length = 0;
            more = _defining.Read();
        }

        long from = _span.Start - _span.Window;
        long to = length > 0 ? _span.Start + _span.Window : 0;
        _waiting = _searched.Read();
        while (more && !(_defining.Sample > _span.End))
        {
            var step = _defining.Event;
            if (step == _beat)
            {
                if (length == 0)
                    from = _defining.Sample - _span.Window;
                length = Math.Min(length + 1, RunMatrix.Longest);
                to = _defining.Sample + _span.Window;
            }
            else if (step == _episodeStart && length == 0)
            {
                // Where it ends is not known yet; rxr likewise keeps the end of the run before until an annotation moves it.
                length = RunMatrix.Longest;
                from = _defining.Sample - _span.Window;
            }
            else if (step == _episodeEnd && length > 0)
            {
                to = _defining.Sample + _span.Window;
            }
            else if (length > 0 && (step is RunEvent.OtherBeat or RunEvent.ShutdownStart || step == _otherBeat))
            {
                counts[length, LongestRun(from, to)]++;
                length = 0;
            }

            more = _defining.Read();
        }

        // The end of the annotations ends a run; the end of the comparison leaves it open, and an open run is not counted.
        if (!more && length > 0)
            counts[length, LongestRun(from, to)]++;
        return counts;
    }

    public void Dispose()
    {
        _defining.Dispose();
        _searched.Dispose();
    }

    /// <summary>The searched annotator's longest run between two samples, at most 6 beats; the times asked for only move on.</summary>
    private int LongestRun(long from, long to)
    {
        if (_episodeUntil > from)
            return RunMatrix.Longest;

        while (_waiting && _searched.Sample < from)
        {
            if (_searched.Event == _episodeStart)
            {
                SkipEpisode();
                if (_episodeUntil > from)
                    return RunMatrix.Longest;
            }
            else
            {
                _waiting = _searched.Read();
            }
        }

        int longest = 0;
        int length = 0;
        while (_waiting && _searched.Sample <= to)
        {
            var step = _searched.Event;
            if (step == _episodeStart)
            {
                SkipEpisode();
                return RunMatrix.Longest;
            }

            if (step == _beat)
                length = Math.Min(length + 1, RunMatrix.Longest);
            else if (step is RunEvent.OtherBeat or RunEvent.ShutdownStart || step == _otherBeat || step == _otherEpisodeStart)
                length = 0;
            longest = Math.Max(longest, length);
            _waiting = _searched.Read();
        }

        return longest;
    }

    /// <summary>Passes over an episode, which its end, the other kind of episode, shutdown, or nothing at all ends.</summary>
    private void SkipEpisode()
    {
        while (_waiting = _searched.Read())
        {
            var step = _searched.Event;
            if (step == _episodeEnd || step == RunEvent.ShutdownStart || step == _otherEpisodeStart)
            {
                _episodeUntil = _searched.Sample;
                _waiting = _searched.Read();
                return;
            }
        }

        _episodeUntil = long.MaxValue;
    }
}
