using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>Makes damaged files of whole ones.</summary>
internal sealed class Mutator(Random random)
{
    private const int LongestInsertion = 64;
    private const int LongestNoise = 4096;
    private const int MostSteps = 6;

    // Numbers that sizes and counts overflow at.
    private static readonly long[] s_edges =
        [0, 1, -1, 127, 128, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 1L << 40];

    private static readonly string[] s_numbers =
        ["0", "-1", "1", "1e308", "-1e308", "1e-320", "NaN", "Infinity", "99999999999999999999", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "0.0000001", "", "x"];

    /// <summary>One to six damages of one of the files, or, of twenty cases in one, noise in its place.</summary>
    /// <param name="seed">The whole files.</param>
    /// <param name="others">Other inputs of the same reader, to take pieces of.</param>
    public InputFile[] Damage(InputFile[] seed, IReadOnlyList<InputFile[]> others)
    {
        InputFile[] files = [.. seed];
        int which = random.Next(files.Length);
        byte[] bytes = files[which].Bytes;
        if (random.Next(20) == 0)
        {
            bytes = Noise(random.Next(LongestNoise));
        }
        else
        {
            for (int step = random.Next(MostSteps); step >= 0; step--) bytes = Damage(bytes, Pick(Pick(others)).Bytes);
        }

        files[which] = files[which] with { Bytes = bytes };
        return files;
    }

    private byte[] Damage(byte[] bytes, byte[] other)
    {
        if (bytes.Length == 0) return Noise(16);
        int at = Place(bytes.Length);
        switch (random.Next(9))
        {
            case 0:
                bytes = [.. bytes];
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes = [.. bytes];
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.Next(LongestInsertion))..]];
            case 4:
                return [.. bytes[..at], .. Noise(1 + random.Next(LongestInsertion)), .. bytes[at..]];
            case 5:
                int length = Math.Min(1 + random.Next(LongestInsertion), bytes.Length - at);
                return [.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]];
            case 6:
                int from = other.Length == 0 ? 0 : random.Next(other.Length);
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + random.Next(LongestNoise))]];
            case 7:
                return WithNumber(bytes, at);
            default:
                return WithText(bytes, at);
        }
    }

    /// <summary>Writes an edge number over 1, 2, 4 or 8 bytes.</summary>
    private byte[] WithNumber(byte[] bytes, int at)
    {
        Span<byte> number = stackalloc byte[8];
        long edge = Pick(s_edges);
        if (random.Next(2) == 0) BinaryPrimitives.WriteInt64LittleEndian(number, edge);
        else BinaryPrimitives.WriteInt64BigEndian(number, edge);
        int size = Math.Min(1 << random.Next(4), bytes.Length - at);
        bytes = [.. bytes];
        number[..size].CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    /// <summary>Puts another number, as text, in the place of the next digits.</summary>
    private byte[] WithText(byte[] bytes, int at)
    {
        int from = at;
        while (from < bytes.Length && !char.IsAsciiDigit((char)bytes[from])) from++;
        int to = from;
        while (to < bytes.Length && (char.IsAsciiDigit((char)bytes[to]) || bytes[to] == '.')) to++;
        string text = random.Next(3) == 0 ? random.NextInt64().ToString(CultureInfo.InvariantCulture) : Pick(s_numbers);
        return [.. bytes[..from], .. Encoding.ASCII.GetBytes(text), .. bytes[to..]];
    }

    /// <summary>A place in the file; half of the time near its start, where sizes and counts stand.</summary>
    private int Place(int length) => random.Next(random.Next(2) == 0 ? Math.Min(length, 512) : length);

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
