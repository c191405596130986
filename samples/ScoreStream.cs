// Scores a live stream, as from a wearable: samples come a tenth of a second at a time, each beat is told as soon as it is known.
//
//   dotnet run samples/ScoreStream.cs                       record 208 of MIT-BIH where it is at hand, else a synthetic one
//   dotnet run samples/ScoreStream.cs -- path/to/record     a record of your own at 360 Hz, without extension
//
// Where beats may come in batches, RecordAnalyzer does all this, at any sampling rate, and measures rhythm for the networks that take it.

#:project ../src/Networks/ArrhythmiaVision.Networks.csproj
#:project ../src/Recordings/ArrhythmiaVision.Recordings.csproj
#:project ../src/Signals/ArrhythmiaVision.Signals.csproj
#:property PublishAot=false

using System.Globalization;
using System.Runtime.InteropServices;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const double Rate = 360;
const int Chunk = 36;
var (name, signal) = Load();

var model = PretrainedModels.Load("v1-ds1");
var denoiser = new StreamingWaveletDenoiser();
var detector = new StreamingRPeakDetector(Rate);
var chunk = new float[denoiser.Delay + Chunk];
var found = new long[detector.MaxPeaks(Chunk)];
float[] beat = new float[BeatDataset.BeatLength], probabilities = new float[model.Classes.Count];

// What is kept of the denoised signal: as much as a peak may come late, and a beat. It does not grow.
var kept = new List<float>();
int enough = detector.LearningSamples + detector.Delay + denoiser.Delay + BeatDataset.BeatLength;
long firstKept = 0;
var waiting = new Queue<long>();
var perClass = new SortedDictionary<string, int>(StringComparer.Ordinal);
var latest = 0.0;

Console.WriteLine($"record {name}, beats as they become known:");
for (var start = 0; start < signal.Length; start += Chunk)
{
    var samples = signal.AsSpan(start, Math.Min(Chunk, signal.Length - start));      // a real device would wait for them here
    foreach (long peak in found.AsSpan(0, detector.Push(samples, found))) waiting.Enqueue(peak);
    kept.AddRange(chunk.AsSpan(0, denoiser.Push(samples, chunk)));
    TellWhatIsKnown(now: start + samples.Length);
    if (kept.Count > 2 * enough)
    {
        firstKept += kept.Count - enough;
        kept.RemoveRange(0, kept.Count - enough);
    }
}
Console.WriteLine($"after {signal.Length / Rate:F0} s: {string.Join(", ", perClass.Select(pair => $"{pair.Value} {pair.Key}"))}; once the detector had learned, no beat came later than {latest:F1} s after its R peak");

void TellWhatIsKnown(long now)
{
    while (waiting.TryPeek(out long peak) && peak + 180 <= firstKept + kept.Count)
    {
        waiting.Dequeue();
        if (peak < 180) continue;                                                    // it began before the stream
        if (BeatWindow.Default.Cut(CollectionsMarshal.AsSpan(kept), peak - firstKept, beat) != BeatWindowStatus.Complete) continue;
        BeatNormalization.Apply(NormalizationMethod.ZScore, beat, beat);
        model.Score(beat, probabilities);
        int best = Array.IndexOf(probabilities, probabilities.Max());
        perClass[model.Classes[best]] = perClass.GetValueOrDefault(model.Classes[best]) + 1;
        if (peak > detector.LearningSamples) latest = Math.Max(latest, (now - peak) / Rate);
        if (perClass.Values.Sum() is > 20 and <= 28)
            Console.WriteLine($"  at {now / Rate:F1} s: the beat at {peak / Rate:F2} s is {model.Classes[best]}, probability {probabilities[best]:F2}");
    }
}

(string Name, float[] Signal) Load()
{
    string? mitdb = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
    if (args.Length == 0 && mitdb is null) return ("synthetic", SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(1, seconds: 120)).Leads[0]);
    using var record = WfdbRecord.Open(args.Length > 0 ? args[0] : Path.Combine(mitdb!, "208"));
    int lead = MitBihArrhythmiaDatabase.PreferredLead(record.Leads);
    if (record.SamplingFrequencyOf(lead) != Rate) throw new ArgumentException($"Record {record.Name} has {record.SamplingFrequencyOf(lead)} samples a second; this sample takes {Rate}.");
    return (record.Name, record.ReadSignal(lead));
}

// Prints on record 208 (three of its lines left out; the last digit may differ between processors):
//
//   record 208, beats as they become known:
//     at 14.8 s: the beat at 13.24 s is V, probability 0.97
//     at 15.3 s: the beat at 13.74 s is V, probability 0.96
//     at 15.9 s: the beat at 14.44 s is N, probability 0.97
//     at 16.6 s: the beat at 15.04 s is V, probability 0.95
//     at 17.0 s: the beat at 15.47 s is V, probability 0.98
//   after 1806 s: 18 A, 1786 N, 1141 V; once the detector had learned, no beat came later than 1.6 s after its R peak
