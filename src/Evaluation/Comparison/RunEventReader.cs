using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>Reads one annotator's annotations as what they mean for runs, which depends on the rhythm they stand in.</summary>
internal sealed class RunEventReader(IEnumerable<Annotation> annotations, string name, bool escapeBeatsAreNormal) : IDisposable
{
    private readonly AnnotationReader _reader = new(annotations, name);
    private bool _atrial;
    private bool _ventricular;
    private bool _unreadable;

    /// <summary>Where the event lies.</summary>
    public long Sample => _reader.Current.Sample;

    /// <summary>What it is.</summary>
    public RunEvent Event { get; private set; }

    /// <summary>Reads the next annotation.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        if (!_reader.Read())
            return false;
        Event = Interpret(_reader.Current);
        return true;
    }

    public void Dispose() => _reader.Dispose();

    private RunEvent Interpret(in Annotation annotation)
    {
        var code = annotation.Code;
        if (code == AnnotationCode.RhythmChange)
            return InterpretRhythm(annotation.Aux.Span);
        if (code == AnnotationCode.FlutterStart)
            return StartVentricular();
        if (code == AnnotationCode.FlutterEnd)
            return _ventricular ? EndVentricular() : RunEvent.None;
        if (BeatLabels.StartsShutdown(annotation))
        {
            bool known = _unreadable;
            _unreadable = true;
            return known ? RunEvent.None : RunEvent.ShutdownStart;
        }

        if (BeatLabels.EndsShutdown(annotation))
        {
            _unreadable = false;
            return RunEvent.None;
        }

        return BeatLabels.Of(code, escapeBeatsAreNormal) switch
        {
            BeatLabel.N when _atrial => RunEvent.SupraventricularBeat,
            BeatLabel.S => RunEvent.SupraventricularBeat,
            BeatLabel.V or BeatLabel.F => RunEvent.VentricularBeat,
            BeatLabel.N or BeatLabel.Q => RunEvent.OtherBeat,
            _ => RunEvent.None,
        };
    }

    /// <summary>A rhythm that starts with AF is atrial fibrillation or flutter, one with VF ventricular; any other ends both.</summary>
    private RunEvent InterpretRhythm(ReadOnlySpan<byte> rhythm)
    {
        if (rhythm.IsEmpty)
            return RunEvent.None;
        if (rhythm.StartsWith("(VF"u8))
            return StartVentricular();
        if (rhythm.StartsWith("(AF"u8))
        {
            bool known = _atrial;
            (_atrial, _ventricular) = (true, false);
            return known ? RunEvent.None : RunEvent.AtrialEpisodeStart;
        }

        if (_atrial)
        {
            _atrial = false;
            return RunEvent.AtrialEpisodeEnd;
        }

        return _ventricular ? EndVentricular() : RunEvent.None;
    }

    private RunEvent StartVentricular()
    {
        bool known = _ventricular;
        (_atrial, _ventricular) = (false, true);
        return known ? RunEvent.None : RunEvent.VentricularEpisodeStart;
    }

    private RunEvent EndVentricular()
    {
        _ventricular = false;
        return RunEvent.VentricularEpisodeEnd;
    }
}
