using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary>Which beats of a record are explained: one by its number or its time, the most probable of a class, or without either the most probable
/// of every class.</summary>
/// <param name="Beat">The beat's number, from 0.</param>
/// <param name="Time">A time; the nearest beat is meant.</param>
/// <param name="Class">A class.</param>
/// <param name="Count">How many of the class.</param>
internal sealed record RecordBeatChoice(int? Beat, TimeSpan? Time, string? Class, int Count)
{
    private readonly List<AnalyzedBeat> _chosen = [];

    /// <summary>Takes the next beat, whose memory is copied if it is chosen so far.</summary>
    public void Take(in AnalyzedBeat beat)
    {
        if (Beat is { } number)
        {
            if (beat.Index == number)
                _chosen.Add(Copy(beat));
        }
        else if (Time is { } time)
        {
            if (_chosen.Count == 0 || Math.Abs(beat.Time - time.TotalSeconds) < Math.Abs(_chosen[0].Time - time.TotalSeconds))
                Replace(0, beat);
        }
        else if (beat.IsClassified && (Class is null || beat.Class == Class))
        {
            int own = beat.ClassIndex;
            float probability = beat.Probabilities.Span[own];
            int place = _chosen.FindIndex(other => other.ClassIndex == own && other.Probabilities.Span[own] < probability);
            if (_chosen.Count(other => other.ClassIndex == own) < Count)
                _chosen.Insert(place < 0 ? _chosen.Count : place, Copy(beat));
            else if (place >= 0)
            {
                _chosen.Insert(place, Copy(beat));
                _chosen.RemoveAt(_chosen.FindLastIndex(other => other.ClassIndex == own));
            }
        }
    }

    /// <summary>The chosen beats, class by class, the most probable first.</summary>
    /// <param name="beats">How many the record has.</param>
    /// <exception cref="ToolException">There is no such beat, or its window is not whole.</exception>
    public IReadOnlyList<AnalyzedBeat> Chosen(long beats)
    {
        if (_chosen.Count == 0)
        {
            throw new ToolException(ExitCodes.Failure, beats == 0 ? "No beats were found in the record, so there is nothing to explain. Choose another lead with --lead." : Beat is { } number
                ? Invariant($"The record has beats 0 to {beats - 1}; there is none of number {number}.")
                : $"No beat of the record is {(Class is null ? "put into a class" : $"taken for {Class}")}.");
        }

        if (_chosen.FirstOrDefault(beat => beat.Normalized.IsEmpty) is { Samples: var samples, Index: var index } && _chosen.Exists(beat => beat.Normalized.IsEmpty))
            throw new ToolException(ExitCodes.Failure, Invariant($"Beat {index} cannot be explained: {(samples.IsEmpty ? "its window leaves the record" : "samples are missing in its window")}, so the network does not judge it."));
        return [.. _chosen.OrderBy(beat => beat.ClassIndex)];
    }

    private void Replace(int place, in AnalyzedBeat beat)
    {
        if (_chosen.Count > place)
            _chosen[place] = Copy(beat);
        else
            _chosen.Add(Copy(beat));
    }

    /// <summary>The beat with memory of its own.</summary>
    public static AnalyzedBeat Copy(in AnalyzedBeat beat) => beat with
    {
        Probabilities = beat.Probabilities.ToArray(),
        Normalized = beat.Normalized.ToArray(),
        Context = beat.Context.ToArray(),
        Samples = beat.Samples.ToArray(),
    };
}
