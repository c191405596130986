using System.Buffers;
using System.Numerics.Tensors;
using System.Text.Json;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Writes a beat as one line of JSON. Its memory is used again for every beat.</summary>
internal sealed class BeatLine(IReadOnlyList<string> classes) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);
    private readonly JsonEncodedText[] _classes = [.. classes.Select(name => JsonEncodedText.Encode(name))];
    private Utf8JsonWriter? _json;

    /// <summary>The label that a beat is written with: its class, or Q where it was put into none.</summary>
    public static string LabelOf(in AnalyzedBeat beat) => beat.Class ?? AnnotationCode.Unclassifiable.Symbol;

    /// <summary>Why a beat was put into no class, in a word; null where it was.</summary>
    public static string? ReasonOf(in AnalyzedBeat beat) => beat.Status switch
    {
        BeatWindowStatus.TooNearStart => "too near start",
        BeatWindowStatus.TooNearEnd => "too near end",
        BeatWindowStatus.MissingSamples => "missing samples",
        _ => beat.IsRejected ? "rejected" : null,
    };

    /// <summary>The most probable class of a beat that the network has judged; -1 for another.</summary>
    public static int MostProbable(in AnalyzedBeat beat) => beat.Probabilities.IsEmpty ? -1 : TensorPrimitives.IndexOfMax(beat.Probabilities.Span);

    /// <summary>A beat as a line, with what ends it.</summary>
    /// <param name="beat">The beat.</param>
    /// <param name="delay">Seconds that it was known after its R peak, in a stream; null for what is no stream.</param>
    /// <returns>The bytes; they hold until the next call.</returns>
    public ReadOnlySpan<byte> Of(in AnalyzedBeat beat, double? delay = null)
    {
        _bytes.ResetWrittenCount();
        _json ??= new Utf8JsonWriter(_bytes);
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("beat"u8, beat.Index);
        _json.WriteNumber("sample"u8, beat.Sample);
        _json.WriteNumber("time"u8, Math.Round(beat.Time, 6));
        int best = MostProbable(beat);
        if (beat.IsClassified)
            _json.WriteString("label"u8, _classes[beat.ClassIndex]);
        else
            _json.WriteString("label"u8, AnnotationCode.Unclassifiable.Symbol);
        if (ReasonOf(beat) is { } reason)
            _json.WriteString("reason"u8, reason);
        if (best >= 0)
        {
            _json.WriteString("class"u8, _classes[best]);
            Number("probability"u8, beat.Probabilities.Span[best]);
        }
        else
        {
            _json.WriteNull("class"u8);
            _json.WriteNull("probability"u8);
        }

        Number("rr"u8, beat.Rr.Previous);
        if (delay is { } seconds)
            _json.WriteNumber("delay"u8, Math.Round(seconds, 3));
        if (best >= 0)
        {
            _json.WriteStartObject("probabilities"u8);
            for (int i = 0; i < _classes.Length; i++)
                _json.WriteNumber(_classes[i], MathF.Round(beat.Probabilities.Span[i], 4));
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.Flush();
        _bytes.GetSpan(1)[0] = (byte)'\n';
        _bytes.Advance(1);
        return _bytes.WrittenSpan;
    }

    public void Dispose() => _json?.Dispose();

    private void Number(ReadOnlySpan<byte> name, float value)
    {
        if (float.IsFinite(value))
            _json!.WriteNumber(name, MathF.Round(value, 4));
        else
            _json!.WriteNull(name);
    }
}
