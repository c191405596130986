namespace ArrhythmiaVision.Networks;

/// <summary>The factors of one AdamW step, worked out in double precision.</summary>
internal readonly struct AdamWStep
{
    public const double Beta1 = 0.9;
    public const double Beta2 = 0.999;
    public const double Epsilon = 1e-8;

    /// <param name="learningRate">The step's learning rate.</param>
    /// <param name="step">The step, from 1.</param>
    public AdamWStep(double learningRate, long step)
    {
        StepSize = (float)(learningRate / (1 - Math.Pow(Beta1, step)));
        RootFactor = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)));
    }

    public float FirstDecay => (float)Beta1;

    public float FirstGain => (float)(1 - Beta1);

    public float SecondDecay => (float)Beta2;

    public float SecondGain => (float)(1 - Beta2);

    /// <summary>The learning rate over the first moment's bias correction.</summary>
    public float StepSize { get; }

    /// <summary>What the second moment's root is multiplied by for its bias correction.</summary>
    public float RootFactor { get; }
}
