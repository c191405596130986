using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ArrhythmiaVision.Recordings;

/// <summary>ADC values to physical units, in double precision and rounded once at the end.</summary>
internal static class PhysicalUnits
{
    /// <summary>(digital - baseline) / gain, and NaN where the ADC value is the one that means "no sample".</summary>
    public static void Convert(ReadOnlySpan<int> digital, double baseline, double gain, int invalid, Span<float> physical)
    {
        physical = physical[..digital.Length];
        int i = Avx.IsSupported ? ConvertInVectors(digital, baseline, gain, invalid, physical) : 0;
        for (; i < digital.Length; i++)
        {
            physical[i] = digital[i] == invalid ? float.NaN : (float)((digital[i] - baseline) / gain);
        }
    }

    // Four values at a time; the same operations, so the same bits.
    private static int ConvertInVectors(ReadOnlySpan<int> digital, double baseline, double gain, int invalid, Span<float> physical)
    {
        ref int source = ref MemoryMarshal.GetReference(digital);
        ref float target = ref MemoryMarshal.GetReference(physical);
        Vector256<double> baselines = Vector256.Create(baseline);
        Vector256<double> gains = Vector256.Create(gain);
        Vector128<int> invalids = Vector128.Create(invalid);
        int i = 0;
        for (; i <= digital.Length - 4; i += 4)
        {
            Vector128<int> values = Vector128.LoadUnsafe(ref source, (nuint)i);
            Vector128<float> converted = Avx.ConvertToVector128Single((Avx.ConvertToVector256Double(values) - baselines) / gains);
            Vector128<float> missing = Vector128.Equals(values, invalids).AsSingle();
            Vector128.ConditionalSelect(missing, Vector128.Create(float.NaN), converted).StoreUnsafe(ref target, (nuint)i);
        }

        return i;
    }
}
