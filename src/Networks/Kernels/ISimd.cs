namespace ArrhythmiaVision.Networks;

/// <summary>
/// One vector width's operations. The kernels are written once over this; every width is a struct, so the compiler
/// makes separate straight code for each.
/// </summary>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    static abstract TVector Broadcast(float value);

    /// <summary>a · b + c, fused where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector SquareRoot(TVector a);

    /// <summary>The larger of each pair of values.</summary>
    static abstract TVector Max(TVector a, TVector b);

    static abstract TVector Clamp(TVector value, TVector low, TVector high);

    /// <summary><paramref name="value"/> where low &lt; z &lt; high, else 0.</summary>
    static abstract TVector WhereInside(TVector z, TVector low, TVector high, TVector value);
}
