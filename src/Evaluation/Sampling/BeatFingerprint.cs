using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ArrhythmiaVision.Evaluation;

/// <summary>A number that stands for a beat's samples: equal for equal samples, and for no others in practice.</summary>
public static class BeatFingerprint
{
    /// <summary>The first 128 bits of the samples' SHA-256.</summary>
    /// <param name="samples">The beat's samples.</param>
    public static UInt128 Of(ReadOnlySpan<float> samples)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(samples), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
