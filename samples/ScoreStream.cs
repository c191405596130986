// Scores a live stream, as from a wearable: samples come a tenth of a second at a time, each beat is told as soon as it is known.
//
//   dotnet run samples/ScoreStream.cs                       record 208 of MIT-BIH where it is at hand, else a synthetic one
//   dotnet run samples/ScoreStream.cs -- path/to/recording  one of your own: a WFDB record without extension, EDF or CSV, at any sampling rate

#:project ../src/Analysis/ArrhythmiaVision.Analysis.csproj
#:property PublishAot=false

using System.Globalization;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (name, rate, signal) = Load();

// Nothing is allocated for a sample or a beat, and memory does not grow.
var live = new LiveBeatClassifier(PretrainedModels.Load("v1-ds1"), rate);
var perClass = new SortedDictionary<string, int>(StringComparer.Ordinal);
double latest = 0;

Console.WriteLine($"record {name}, beats as they become known:");
int chunk = (int)(rate / 10);
for (int start = 0; start < signal.Length; start += chunk)
    live.Push(signal.AsSpan(start, Math.Min(chunk, signal.Length - start)), Tell);      // a real device would wait for them here
live.Complete(Tell);
Console.WriteLine($"after {signal.Length / rate:F0} s: {string.Join(", ", perClass.Select(pair => $"{pair.Value} {pair.Key}"))}; once the detector had learned, no beat came later than {latest:F1} s after its R peak");

void Tell(in AnalyzedBeat beat)
{
    if (beat.Class is not { } name) return;                                             // too near an end, or samples are missing
    double now = live.Samples / rate;
    perClass[name] = perClass.GetValueOrDefault(name) + 1;
    if (beat.Time > 10) latest = Math.Max(latest, now - beat.Time);
    if (perClass.Values.Sum() is > 20 and <= 28)
        Console.WriteLine($"  at {now:F1} s: the beat at {beat.Time:F2} s is {name}, probability {beat.Probabilities.Span[beat.ClassIndex]:F2}");
}

(string Name, double Rate, float[] Signal) Load()
{
    string? mitdb = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
    if (args.Length == 0 && mitdb is null) return ("synthetic", 360, SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(1, seconds: 120)).Leads[0]);
    using var recording = Recording.Open(args.Length > 0 ? args[0] : Path.Combine(mitdb!, "208"));
    int lead = MitBihArrhythmiaDatabase.PreferredLead(recording.Leads);
    var samples = new float[recording.SampleCountOf(lead)];
    recording.ReadSamples(lead, 0, samples);
    return (recording.Name, recording.SamplingFrequencyOf(lead), samples);
}

// Prints on record 208 (three of its lines left out; the last digit may differ between processors):
//
//   record 208, beats as they become known:
//     at 14.3 s: the beat at 13.24 s is V, probability 0.97
//     at 14.8 s: the beat at 13.74 s is V, probability 0.96
//     at 15.5 s: the beat at 14.44 s is N, probability 0.97
//     at 16.1 s: the beat at 15.04 s is V, probability 0.95
//     at 16.6 s: the beat at 15.47 s is V, probability 0.98
//   after 1806 s: 18 A, 1787 N, 1141 V; once the detector had learned, no beat came later than 1.1 s after its R peak
