namespace ArrhythmiaVision.Networks;

/// <summary>
/// Random bits as a function of a counter: SplitMix64's output function (Steele, Lea and Flood, OOPSLA 2014), which needs
/// no state to be kept.
/// </summary>
internal static class RandomBits
{
    public const ulong OrderStream = 0x6F72646572000001;
    public const ulong AugmentationStream = 0x6A69747465720002;
    public const ulong WeightStream = 0x7765696768740003;

    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public static ulong Mix(ulong key, ulong counter) => Mix(key + (counter * 0x9E3779B97F4A7C15));

    /// <summary>A whole number from 0 up to, but not including, the limit.</summary>
    public static int Below(ulong bits, int limit) => (int)Math.BigMul(bits, (ulong)limit, out _);

    /// <summary>A number from 0 up to, but not including, 1.</summary>
    public static float Unit(ulong bits) => (bits >> 40) * (1f / (1 << 24));
}
