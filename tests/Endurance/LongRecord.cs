using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>Has <c>arrhythmia classify</c> work on a record of days, which lies in a folder of its own as long as it is needed.</summary>
internal static class LongRecord
{
    /// <summary>Classifies a record of some days.</summary>
    /// <returns>The days' figures, and the memory that was held at each look, in order.</returns>
    public static (IReadOnlyList<DayFigures> Days, IReadOnlyList<long> Held) Classify(MadeDay day, int days, string model)
    {
        var folder = Directory.CreateTempSubdirectory("arrhythmia-long-").FullName;
        try
        {
            Write(folder, day, days);
            var held = new List<long>();
            using (var tool = RealTool.Start(["classify", Path.Combine(folder, "long"), "--out", Path.Combine(folder, "out"), "--model", model, "-q"], held.Add))
            {
                tool.Input.Close();
                tool.Output.ReadToEnd();
                tool.End();
            }

            var figures = Enumerable.Range(0, days).Select(_ => new DayFigures()).ToArray();
            foreach (var beat in AnnotationFile.Read(Path.Combine(folder, "out", "long.beats")).Annotations)
                figures[(int)(beat.Sample / day.Samples)].Beats.Add((beat.Sample % day.Samples, beat.Code.Symbol));
            return (figures, held);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes the record in format 212, three bytes for two samples.</summary>
    public static void Write(string folder, MadeDay day, int days)
    {
        var signal = new WfdbSignal { FileName = "long.dat", Format = 212, StatedGain = MadeDay.Gain, StatedUnits = "mV", StatedDescription = "MLII" };
        using var writer = WfdbRecordWriter.Create(folder, new WfdbHeader { RecordName = "long", StatedSamplingFrequency = day.Rate, Signals = [signal] });
        for (int i = 0; i < days; i++)
        {
            foreach (short[] part in day.Parts) writer.WriteFrames(Array.ConvertAll(part, sample => (int)sample));
        }

        writer.Complete();
    }
}
