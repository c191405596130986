using System.Buffers.Text;
using System.Text;

namespace ArrhythmiaVision.Recordings;

/// <summary>Time-stamped annotations lists (TALs) of EDF+, section 2.2.2 to 2.2.4 of its specification.</summary>
internal static class TimedAnnotations
{
    private const byte AfterOnset = 20;
    private const byte BeforeDuration = 21;

    /// <summary>Reads the lists of one signal in one data record.</summary>
    /// <param name="bytes">The signal's bytes.</param>
    /// <param name="found">Takes the annotations that have a text.</param>
    /// <param name="recordOnset">Seconds at which the data record begins, if the first list keeps the time.</param>
    /// <returns>False if a list is damaged.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, List<TimedAnnotation>? found, out double? recordOnset)
    {
        recordOnset = null;
        bool first = true;
        while (true)
        {
            bytes = bytes.TrimStart((byte)0);
            if (bytes.IsEmpty)
                return true;
            int end = bytes.IndexOf((byte)0);
            var list = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[end..];
            int stamp = list.IndexOf(AfterOnset);
            if (stamp < 0)
                return false;
            var time = list[..stamp];
            int duration = time.IndexOf(BeforeDuration);
            if (duration >= 0)
                time = time[..duration];
            if (time.Length < 2 || (time[0] != '+' && time[0] != '-') || !Utf8Parser.TryParse(time, out double onset, out int used) || used != time.Length || !double.IsFinite(onset))
                return false;

            var texts = list[(stamp + 1)..];
            if (first && (texts.IsEmpty || texts[0] == AfterOnset))
                recordOnset = onset;
            first = false;
            while (!texts.IsEmpty)
            {
                int stop = texts.IndexOf(AfterOnset);
                var text = stop < 0 ? texts : texts[..stop];
                if (!text.IsEmpty)
                    found?.Add(new TimedAnnotation(onset, HeaderText.Decode(text)));
                texts = stop < 0 ? default : texts[(stop + 1)..];
            }
        }
    }

    /// <summary>Appends a list that keeps a data record's time, or holds one text.</summary>
    public static void Append(List<byte> bytes, string onset, string text)
    {
        bytes.AddRange(Encoding.ASCII.GetBytes(onset));
        bytes.Add(AfterOnset);
        bytes.AddRange(Encoding.UTF8.GetBytes(text));
        bytes.Add(AfterOnset);
        bytes.Add(0);
    }
}
