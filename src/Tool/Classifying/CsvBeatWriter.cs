using System.Globalization;
using System.Text;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Beats as CSV, a row each.</summary>
internal sealed class CsvBeatWriter : IBeatWriter
{
    private readonly PendingFile _file;
    private readonly IReadOnlyList<string> _classes;
    private readonly StringBuilder _row = new();

    public CsvBeatWriter(string file, IReadOnlyList<string> classes)
    {
        _file = new PendingFile(file);
        _classes = classes;
        Put($"beat,sample,time,label,reason,class,probability,rr,{string.Join(',', classes.Select(name => "p_" + name))}\n");
    }

    public void Write(in AnalyzedBeat beat)
    {
        int best = BeatLine.MostProbable(beat);
        _row.Clear();
        _row.Append(CultureInfo.InvariantCulture, $"{beat.Index},{beat.Sample},{beat.Time:0.######},{BeatLine.LabelOf(beat)},{BeatLine.ReasonOf(beat)},");
        if (best >= 0)
            _row.Append(CultureInfo.InvariantCulture, $"{_classes[best]},{beat.Probabilities.Span[best]:0.####},");
        else
            _row.Append(",,");
        if (float.IsFinite(beat.Rr.Previous))
            _row.Append(CultureInfo.InvariantCulture, $"{beat.Rr.Previous:0.####}");
        for (int i = 0; i < _classes.Count; i++)
        {
            _row.Append(',');
            if (best >= 0)
                _row.Append(CultureInfo.InvariantCulture, $"{beat.Probabilities.Span[i]:0.####}");
        }

        _row.Append('\n');
        Put(_row.ToString());
    }

    public void Complete() => _file.Commit();

    public void Dispose() => _file.Dispose();

    private void Put(string text) => _file.Stream.Write(Encoding.UTF8.GetBytes(text));
}
