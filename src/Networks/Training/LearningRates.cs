namespace ArrhythmiaVision.Networks;

/// <summary>The learning rate of each step.</summary>
internal static class LearningRates
{
    private const double InitialDivisor = 25;
    private const double FinalDivisor = 1e4;

    /// <param name="options">Schedule, rate and warm-up.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">Steps of the whole run.</param>
    public static double At(ArrhythmiNetTrainingOptions options, long step, long steps)
    {
        var highest = options.LearningRate;
        switch (options.Schedule)
        {
            case LearningRateSchedule.OneCycle:
                // The phases end on steps, as PyTorch's OneCycleLR counts them.
                var lowest = highest / InitialDivisor;
                var peak = Math.Max(0, (options.WarmUpFraction * steps) - 1);
                return step <= peak && peak > 0
                    ? Anneal(lowest, highest, step / peak)
                    : Anneal(highest, lowest / FinalDivisor, (step - peak) / Math.Max(1, steps - 1 - peak));
            case LearningRateSchedule.Cosine:
                return Anneal(highest, 0, (double)step / steps);
            default:
                return highest;
        }
    }

    private static double Anneal(double from, double to, double share) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));
}
