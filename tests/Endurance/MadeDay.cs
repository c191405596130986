using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>A day of synthetic ECG in 16 bits, the same whenever it comes round, and its R peaks.</summary>
internal sealed class MadeDay
{
    /// <summary>Units for each mV.</summary>
    public const int Gain = 200;

    private readonly short[][] _parts;
    private readonly int[] _order;

    /// <summary>Makes a day of some recordings of several patients, which come again and again in an order that is drawn.</summary>
    /// <param name="rate">Samples a second.</param>
    /// <param name="seed">What the order is drawn by.</param>
    /// <param name="parts">How many recordings there are.</param>
    /// <param name="partSeconds">How long each is.</param>
    /// <param name="count">How many come in a day.</param>
    public MadeDay(double rate, int seed, int parts = 12, double partSeconds = 600, int count = 144)
    {
        Rate = rate;
        var records = Enumerable.Range(0, parts).Select(i => SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(i, partSeconds) with { SamplingRate = rate })).ToArray();
        _parts = [.. records.Select(record => Array.ConvertAll(record.Leads[0], mV => (short)Math.Round(mV * Gain)))];
        var random = new Random(seed);
        _order = [.. Enumerable.Range(0, count).Select(_ => random.Next(parts))];
        var beats = new List<long>();
        foreach (int part in _order)
        {
            foreach (var beat in records[part].Beats) beats.Add(Samples + beat.Sample);
            Samples += _parts[part].Length;
        }

        Beats = beats;
    }

    /// <summary>Samples a second.</summary>
    public double Rate { get; }

    /// <summary>Samples of a day.</summary>
    public long Samples { get; }

    /// <summary>The R peaks' sample numbers in the day.</summary>
    public IReadOnlyList<long> Beats { get; }

    /// <summary>The day's samples, a recording at a time.</summary>
    public IEnumerable<short[]> Parts => _order.Select(part => _parts[part]);
}
