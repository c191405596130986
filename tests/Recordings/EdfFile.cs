using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Recordings.Tests;

/// <summary>An EDF or BDF file spelled out field by field, as the specification lays it out.</summary>
internal sealed class EdfFile
{
    private readonly List<Signal> _signals = [];
    private readonly List<byte[]> _records = [];

    public string Version { get; set; } = "0";

    public string Patient { get; set; } = "X F 01-JAN-1950 Jane_Doe";

    public string Reserved { get; set; } = "";

    public string Duration { get; set; } = "1";

    public string? Records { get; set; }

    private bool IsBdf => Version.StartsWith('\u00FF');

    public EdfFile Add(string label, string units, int samples, string physicalMin, string physicalMax, string digitalMin, string digitalMax)
    {
        _signals.Add(new Signal(label, units, samples, physicalMin, physicalMax, digitalMin, digitalMax));
        return this;
    }

    public EdfFile AddAnnotations(int bytes) => Add(IsBdf ? "BDF Annotations" : "EDF Annotations", "", bytes / (IsBdf ? 3 : 2), "-1", "1", "-32768", "32767");

    /// <summary>Adds a data record: of each signal the samples, or the text of the annotations.</summary>
    public EdfFile Record(params object[] parts)
    {
        var bytes = new List<byte>();
        for (int s = 0; s < parts.Length; s++)
        {
            if (parts[s] is string text)
            {
                byte[] list = Encoding.UTF8.GetBytes(text);
                bytes.AddRange(list);
                bytes.AddRange(new byte[(_signals[s].Samples * (IsBdf ? 3 : 2)) - list.Length]);
                continue;
            }

            foreach (int sample in (int[])parts[s])
            {
                bytes.Add((byte)sample);
                bytes.Add((byte)(sample >> 8));
                if (IsBdf)
                    bytes.Add((byte)(sample >> 16));
            }
        }

        _records.Add([.. bytes]);
        return this;
    }

    public byte[] ToBytes()
    {
        var header = new StringBuilder();
        Put(Version, 8);
        Put(Patient, 80);
        Put("Startdate 02-MAR-2021 X X X", 80);
        Put("02.03.21", 8);
        Put("13.14.15", 8);
        Put(Text(256 * (1 + _signals.Count)), 8);
        Put(Reserved, 44);
        Put(Records ?? Text(_records.Count), 8);
        Put(Duration, 8);
        Put(Text(_signals.Count), 4);
        Each(s => s.Label, 16);
        Each(_ => "AgAgCl electrode", 80);
        Each(s => s.Units, 8);
        Each(s => s.PhysicalMin, 8);
        Each(s => s.PhysicalMax, 8);
        Each(s => s.DigitalMin, 8);
        Each(s => s.DigitalMax, 8);
        Each(_ => "HP:0.1Hz LP:75Hz", 80);
        Each(s => Text(s.Samples), 8);
        Each(_ => "", 32);
        return [.. Encoding.Latin1.GetBytes(header.ToString()), .. _records.SelectMany(record => record)];

        void Put(string text, int width) => header.Append(text.PadRight(width));

        void Each(Func<Signal, string> field, int width) => _signals.ForEach(signal => Put(field(signal), width));
    }

    public string Write(string path)
    {
        File.WriteAllBytes(path, ToBytes());
        return path;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Signal(string Label, string Units, int Samples, string PhysicalMin, string PhysicalMax, string DigitalMin, string DigitalMax);
}
