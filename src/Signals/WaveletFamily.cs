namespace ArrhythmiaVision.Signals;

/// <summary>The families of orthogonal wavelets at hand.</summary>
public enum WaveletFamily
{
    /// <summary>Haar's wavelet, which is also Daubechies 1.</summary>
    Haar,

    /// <summary>Daubechies' wavelets of extremal phase, <c>db1</c> to <c>db38</c>.</summary>
    Daubechies,

    /// <summary>Daubechies' least asymmetric wavelets, <c>sym2</c> to <c>sym20</c>.</summary>
    Symlet,

    /// <summary>Coiflets, whose scaling functions have vanishing moments too, <c>coif1</c> to <c>coif17</c>.</summary>
    Coiflet,
}
