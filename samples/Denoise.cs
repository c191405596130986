// Takes noise out of an ECG with wavelets: of a whole record at once, and live, with the same result.
//
//   dotnet run samples/Denoise.cs

#:project ../src/Signals/ArrhythmiaVision.Signals.csproj
#:property PublishAot=false

using System.Globalization;
using ArrhythmiaVision.Signals;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// The same heart twice, so that what is noise is known: once without any, once with 0.05 mV of it. Real recordings do not come clean.
var options = SyntheticEcgOptions.ForPatient(0, seconds: 120) with { BaselineWander = 0, Noise = 0 };
float[] clean = SyntheticEcg.Generate(options).Leads[0];
float[] noisy = SyntheticEcg.Generate(options with { Noise = 0.05 }).Leads[0];

// Symlet-4, five levels, noise estimated as it goes: the defaults.
var denoising = new WaveletDenoiserOptions();
float[] whole = new WaveletDenoiser(denoising).Denoise(noisy);
Console.WriteLine($"noisy     {SignalToNoise(noisy):F1} dB");
Console.WriteLine($"denoised  {SignalToNoise(whole):F1} dB");

// Live, a tenth of a second at a time: the same samples, a fixed delay later.
var stream = new StreamingWaveletDenoiser(denoising);
var live = new List<float>();
var output = new float[stream.Delay + 36];
for (var start = 0; start < noisy.Length; start += 36)
    live.AddRange(output.AsSpan(0, stream.Push(noisy.AsSpan(start, Math.Min(36, noisy.Length - start)), output)));
live.AddRange(output.AsSpan(0, stream.Flush(output)));
Console.WriteLine($"live      {(live.SequenceEqual(whole) ? "the same samples" : "other samples")}, {stream.Delay / options.SamplingRate:F2} s later");

double SignalToNoise(float[] signal)
{
    double mean = clean.Average(), power = clean.Sum(x => (x - mean) * (x - mean));
    return 10 * Math.Log10(power / clean.Zip(signal, (x, y) => Math.Pow(x - y, 2)).Sum());
}

// Prints (the last digit may differ between processors):
//
//   noisy     15.2 dB
//   denoised  21.5 dB
//   live      the same samples, 0.60 s later
