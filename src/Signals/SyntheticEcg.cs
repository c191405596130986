using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace ArrhythmiaVision.Signals;

/// <summary>Makes ECG records with known R peaks and beat classes, for trying things out where there is no recording.</summary>
/// <remarks>
/// <para>Each beat is a sum of Gaussian waves (P, Q, R, S, T) about its R peak, which is what the dynamical model of P. E. McSharry,
/// G. D. Clifford, L. Tarassenko and L. A. Smith (IEEE Trans. Biomed. Eng. 50(3):289–294, 2003, eq. 1) gives at constant angular
/// speed. As there, the RR intervals of the sinus rhythm vary at 0.1 Hz and 0.25 Hz (here with some noise on top), and the T
/// wave's time follows the square root of the RR interval.</para>
/// <para>Atrial premature beats (A) come early, with another P wave, and reset the sinus rhythm. Premature ventricular beats (V) come
/// early, wide and without a P wave, and the pause after them is compensatory: the next sinus beat comes when it would have
/// come anyway. Two premature beats do not follow one another, save in a run (<see cref="SyntheticEcgOptions.Episodes"/>). The bundle branch blocks' (L, R) complexes are wide. Waves' sizes,
/// times and widths vary between patients, and less from beat to beat.</para>
/// <para>The same options give the same samples, up to the last bits of the machine's exponential and sine functions.</para>
/// </remarks>
public static class SyntheticEcg
{
    private const double RunInterval = 0.4;
    private const double MuscleNoise = 0.15;

    /// <summary>Makes a record.</summary>
    /// <param name="options">What to make.</param>
    /// <returns>Its samples in mV and its beats.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static SyntheticRecord Generate(SyntheticEcgOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();

        var patient = new SyntheticPatient(options.Patient, options.Conduction);
        var random = new Xoshiro256StarStar(unchecked(options.Seed * 1_000_003 + options.Patient), threadSafe: false);
        var length = (int)Math.Max(1, Math.Round(options.Seconds * options.SamplingRate));
        var leads = new float[options.Leads][];
        for (var lead = 0; lead < leads.Length; lead++) leads[lead] = new float[length];

        var beats = new List<SyntheticBeat>();
        foreach (var (time, symbol, interval) in Rhythm(options, patient, random))
        {
            AddBeat(leads, options.SamplingRate, time, interval, patient.WavesOf(symbol), random);
            // The last beat only lends its P wave when its R peak lies past the end.
            var sample = (long)Math.Round(time * options.SamplingRate);
            if (sample < length && !options.Has(SyntheticEpisodeKind.LeadOff, time)) beats.Add(new SyntheticBeat((int)sample, symbol));
        }
        foreach (var lead in leads) AddNoise(lead, options, random);
        foreach (var lead in leads) AddDisturbances(lead, options, random);
        return new SyntheticRecord(options.SamplingRate, leads, beats);
    }

    /// <summary>The beats' R peaks in seconds, their symbols, and the RR interval that sets each beat's pace.</summary>
    private static IEnumerable<(double Time, char Symbol, double Interval)> Rhythm(SyntheticEcgOptions options, SyntheticPatient patient, Xoshiro256StarStar random)
    {
        var mean = 60 / (options.HeartRate ?? patient.HeartRate);
        // Two waves of equal power and noise of half theirs: together the wanted standard deviation.
        var wave = options.RrVariability * Math.Sqrt(0.8);
        var rest = options.RrVariability * Math.Sqrt(0.2);
        var (slowPhase, fastPhase) = (2 * Math.PI * random.NextDouble(), 2 * Math.PI * random.NextDouble());

        var time = mean * (0.4 + 0.6 * random.NextDouble());
        var (symbol, pace) = (patient.SinusSymbol, mean);
        var due = time;
        while (true)
        {
            yield return (time, symbol == patient.SinusSymbol ? SinusSymbolAt(time, options, symbol) : symbol, pace);
            if (time >= options.Seconds) yield break;

            var change = wave * (Math.Sin(2 * Math.PI * 0.1 * time + slowPhase) + Math.Sin(2 * Math.PI * 0.25 * time + fastPhase))
                + Normal.Sample(random, 0, rest);
            var sinus = mean * Math.Max(0.5, 1 + change);
            var draw = random.NextDouble();
            var jitter = 1 + Normal.Sample(random, 0, 0.03);
            if (options.Has(SyntheticEpisodeKind.VentricularRun, time))
            {
                (time, symbol, pace) = (time + RunInterval * jitter, 'V', mean);
                due = time + 1.3 * sinus;
            }
            else if (symbol == 'V')
            {
                (time, symbol, pace) = (due, patient.SinusSymbol, sinus);
            }
            else if (symbol != 'A' && draw < options.AtrialPrematureShare)
            {
                (time, symbol, pace) = (time + patient.AtrialCoupling * jitter * sinus, 'A', patient.AtrialCoupling * sinus);
            }
            else if (symbol != 'A' && (draw < options.AtrialPrematureShare + options.VentricularPrematureShare || options.Has(SyntheticEpisodeKind.VentricularBigeminy, time)))
            {
                // The sinus node goes on: the beat that this one hides was due at one interval, the next to be seen at two.
                due = time + 2 * sinus;
                (time, symbol, pace) = (time + patient.VentricularCoupling * jitter * sinus, 'V', mean);
            }
            else
            {
                (time, symbol, pace) = (time + Math.Max((symbol == 'A' ? 1.08 : 1) * sinus, PauseAt(time, options)), patient.SinusSymbol, sinus);
            }
        }
    }

    private static char SinusSymbolAt(double time, SyntheticEcgOptions options, char usual) =>
        options.Has(SyntheticEpisodeKind.LeftBundleBranchBlock, time) ? 'L' : options.Has(SyntheticEpisodeKind.RightBundleBranchBlock, time) ? 'R' : usual;

    private static double PauseAt(double time, SyntheticEcgOptions options)
    {
        foreach (var episode in options.Episodes)
        {
            if (episode.Kind == SyntheticEpisodeKind.Pause && episode.Holds(time)) return episode.Seconds;
        }
        return 0;
    }

    private static void AddBeat(float[][] leads, double rate, double time, double interval, ReadOnlySpan<SyntheticWave> waves, Xoshiro256StarStar random)
    {
        var size = 1 + Normal.Sample(random, 0, 0.03);
        var stretch = Math.Sqrt(interval);
        foreach (var wave in waves)
        {
            var own = size * (1 + Normal.Sample(random, 0, 0.04));
            var scale = wave.FollowsRate ? stretch : 1;
            var center = (time + wave.Offset * scale) * rate;
            var width = wave.Width * scale * rate;

            // Five widths from its centre a wave of 1 mV is under 4 µV.
            var from = (int)Math.Max(0, Math.Ceiling(center - 5 * width));
            var to = (int)Math.Min(leads[0].Length - 1, Math.Floor(center + 5 * width));
            for (var i = from; i <= to; i++)
            {
                var z = (i - center) / width;
                var height = own * Math.Exp(-0.5 * z * z);
                leads[0][i] += (float)(wave.First * height);
                if (leads.Length > 1) leads[1][i] += (float)(wave.Second * height);
            }
        }
    }

    private static void AddNoise(float[] lead, SyntheticEcgOptions options, Xoshiro256StarStar random)
    {
        // Breathing and two slower movements; amplitudes a third of the power each.
        ReadOnlySpan<double> frequencies = [0.05 + 0.05 * random.NextDouble(), 0.12 + 0.1 * random.NextDouble(), 0.25 + 0.1 * random.NextDouble()];
        ReadOnlySpan<double> phases = [2 * Math.PI * random.NextDouble(), 2 * Math.PI * random.NextDouble(), 2 * Math.PI * random.NextDouble()];
        var humPhase = 2 * Math.PI * random.NextDouble();
        var wander = options.BaselineWander * Math.Sqrt(2.0 / frequencies.Length);
        for (var i = 0; i < lead.Length; i++)
        {
            var turn = 2 * Math.PI * i / options.SamplingRate;
            double sum = 0;
            if (wander > 0)
            {
                for (var j = 0; j < frequencies.Length; j++) sum += wander * Math.Sin(frequencies[j] * turn + phases[j]);
            }
            if (options.Noise > 0) sum += Normal.Sample(random, 0, options.Noise);
            if (options.MainsHum > 0) sum += options.MainsHum * Math.Sin(options.MainsFrequency * turn + humPhase);
            lead[i] += (float)sum;
        }
    }

    private static void AddDisturbances(float[] lead, SyntheticEcgOptions options, Xoshiro256StarStar random)
    {
        foreach (var episode in options.Episodes)
        {
            if (episode.Kind is not (SyntheticEpisodeKind.LeadOff or SyntheticEpisodeKind.MuscleNoise)) continue;
            var from = (int)Math.Min(lead.Length, Math.Ceiling(episode.Start * options.SamplingRate));
            var to = (int)Math.Min(lead.Length, Math.Ceiling((episode.Start + episode.Seconds) * options.SamplingRate));
            for (var i = from; i < to; i++) lead[i] = episode.Kind == SyntheticEpisodeKind.LeadOff ? 0 : lead[i] + (float)Normal.Sample(random, 0, MuscleNoise);
        }
    }
}
