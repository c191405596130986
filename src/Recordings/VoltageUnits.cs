namespace ArrhythmiaVision.Recordings;

/// <summary>The units of voltage, as files write them.</summary>
internal static class VoltageUnits
{
    public static bool TryGetMillivolts(string units, out double millivolts)
    {
        millivolts = units switch
        {
            "mV" or "mv" or "MV" => 1,
            "uV" or "uv" or "UV" or "\u00B5V" or "\u03BCV" => 1e-3,
            "nV" or "nv" => 1e-6,
            "V" or "v" => 1e3,
            _ => double.NaN,
        };
        return !double.IsNaN(millivolts);
    }
}
