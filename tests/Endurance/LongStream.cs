using System.Globalization;
using System.Runtime.InteropServices;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>Feeds <c>arrhythmia stream</c> days of ECG as fast as it takes them. Only a day's recordings are ever held.</summary>
internal static class LongStream
{
    // What is learned of the signal first may take longer; so says the classifier.
    private const double LearningSeconds = 5;

    // Delays are written in thousandths of a second.
    private const double Rounding = 5e-4;

    /// <summary>Streams some days.</summary>
    /// <param name="day">The day, again and again.</param>
    /// <param name="days">How often.</param>
    /// <param name="model">A pretrained model's own name.</param>
    /// <param name="tell">Told of each day's figures as it ends; null to tell nobody.</param>
    public static IReadOnlyList<DayFigures> Run(MadeDay day, int days, string model, Action<int, DayFigures>? tell = null)
    {
        var live = new LiveBeatClassifier(PretrainedModels.Load(model), day.Rate);
        var figures = Enumerable.Range(0, days).Select(_ => new DayFigures()).ToArray();
        int now = 0;
        using var tool = RealTool.Start(
            ["stream", "--rate", day.Rate.ToString(CultureInfo.InvariantCulture), "--format", "s16le", "--gain", MadeDay.Gain.ToString(CultureInfo.InvariantCulture), "--model", model, "-q"],
            held => figures[Volatile.Read(ref now)].PeakBytes = Math.Max(figures[Volatile.Read(ref now)].PeakBytes, held));
        var feeding = Task.Run(() => Feed(tool, day, days));
        (double Time, double Known, DayFigures Of)? last = null;
        while (tool.Output.ReadLine() is { } line)
        {
            long sample = long.Parse(Field(line, "\"sample\":"), CultureInfo.InvariantCulture);
            double time = sample / day.Rate;
            double known = time + double.Parse(Field(line, "\"delay\":"), CultureInfo.InvariantCulture);
            int of = (int)(sample / day.Samples);
            if (of > now)
            {
                tell?.Invoke(now, figures[now]);
                Volatile.Write(ref now, of);
            }

            if (last is { } before) Judge(before.Time, before.Known, live.AwaitsNextBeat ? time : before.Time, before.Of);
            last = (time, known, figures[of]);
            figures[of].Beats.Add((sample % day.Samples, Field(line, "\"label\":")));
        }

        feeding.GetAwaiter().GetResult();
        tool.End();
        tell?.Invoke(now, figures[now]);
        return figures;

        void Judge(double time, double known, double decisive, DayFigures own)
        {
            if (time < LearningSeconds) return;
            double bound = Math.Max(decisive + live.MaxDelay.TotalSeconds, time + live.WindowDelay.TotalSeconds);
            if (known > bound + Rounding) own.Late++;
            own.LongestDelay = Math.Max(own.LongestDelay, known - time);
        }
    }

    private static void Feed(RealTool tool, MadeDay day, int days)
    {
        for (int i = 0; i < days; i++)
        {
            foreach (short[] part in day.Parts) tool.Input.Write(MemoryMarshal.AsBytes(part.AsSpan()));
        }

        tool.Input.Close();
    }

    private static string Field(string line, string name)
    {
        int from = line.IndexOf(name, StringComparison.Ordinal) + name.Length;
        return line[from..line.IndexOfAny([',', '}'], from)];
    }
}
