namespace ArrhythmiaVision.Signals;

/// <summary>How a threshold is chosen for coefficients of a known noise level σ.</summary>
public enum ThresholdRule
{
    /// <summary><c>σ √(2 ln n)</c> for n coefficients (D. L. Donoho and I. M. Johnstone, Biometrika 81(3):425–455, 1994).</summary>
    Universal,

    /// <summary>The threshold with the least of Stein's unbiased estimates of the risk of soft thresholding, among the coefficients'
    /// absolute values (D. L. Donoho and I. M. Johnstone, J. Am. Stat. Assoc. 90(432):1200–1224, 1995).</summary>
    Sure,

    /// <summary><c>σ (0.3936 + 0.1829 log2 n)</c> for n above 32 coefficients, else 0: the fit in common use to the minimax thresholds of
    /// Donoho and Johnstone, 1994.</summary>
    Minimax,

    /// <summary><c>σ² / σx</c> with <c>σx² = max(mean(d²) − σ², 0)</c>; where σx is 0 every coefficient goes (S. G. Chang, B. Yu and
    /// M. Vetterli, IEEE Trans. Image Process. 9(9):1532–1546, 2000).</summary>
    BayesShrink,
}
