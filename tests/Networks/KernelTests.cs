namespace ArrhythmiaVision.Networks.Tests;

/// <summary>Each kernel, at each vector width, against plain loops in double precision, for sizes nothing divides.</summary>
public unsafe class KernelTests
{
    public static TheoryData<int> Widths() => [.. EngineHarness.AllKernels.Keys];

    public static TheoryData<int, int, int, int, int> Products()
    {
        var cases = new TheoryData<int, int, int, int, int>();
        foreach (var width in EngineHarness.AllKernels.Keys)
        {
            foreach (var (groups, rows) in new[] { (1, 1), (1, 6), (1, 13), (3, 5), (4, 1), (2, 6) })
            {
                foreach (var depth in new[] { 0, 1, 3, 4, 5, 6, 10, 17, 24 })
                {
                    foreach (var panels in new[] { 1, 2, 3, 4, 5, 6 }) cases.Add(width, groups, rows, depth, panels);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Products), DisableDiscoveryEnumeration = true)]
    public void ProductsAreSumsOfProducts(int width, int groups, int rowsPerGroup, int depth, int panels)
    {
        var kernels = EngineHarness.AllKernels[width];
        var columns = panels * kernels.Width;
        // Windows that overlap, as those of a strided convolution do, and rows with gaps in the result.
        int aStride = Math.Max(1, depth / 2), aGroup = (rowsPerGroup * aStride) + depth + 3;
        int cStride = columns + kernels.Width, cGroup = (rowsPerGroup * cStride) + 5;
        var a = Random(groups * aGroup, 1);
        var b = Random(Math.Max(1, depth * columns), 2);
        var bias = Random(columns, 3);
        var c = new AlignedBuffer(groups * cGroup);
        c.Span.Fill(-99);
        var rows = new RowBlock(a.Pointer, groups, rowsPerGroup, aGroup, aStride);
        var results = new RowBlock(c.Pointer, groups, rowsPerGroup, cGroup, cStride);
        kernels.Multiply(rows, depth, b.Pointer, panels, bias.Pointer, -0.5f, 0.7f, results);

        var d = Random(groups * cGroup, 4);
        var gradient = Random(Math.Max(1, depth * columns), 5);
        var before = gradient.Span.ToArray();
        kernels.MultiplyTransposed(rows, depth, new RowBlock(d.Pointer, groups, rowsPerGroup, cGroup, cStride), panels, gradient.Pointer, accumulate: true);
        var fresh = Random(Math.Max(1, depth * columns), 6);
        kernels.MultiplyTransposed(rows, depth, new RowBlock(d.Pointer, groups, rowsPerGroup, cGroup, cStride), panels, fresh.Pointer, accumulate: false);

        var expected = new double[Math.Max(1, depth * columns)];
        var written = new HashSet<int>();
        for (var g = 0; g < groups; g++)
        {
            for (var r = 0; r < rowsPerGroup; r++)
            {
                for (var n = 0; n < columns; n++)
                {
                    double sum = bias.Span[n];
                    for (var k = 0; k < depth; k++)
                    {
                        var at = (((n / kernels.Width) * depth) + k) * kernels.Width + (n % kernels.Width);
                        double value = a.Span[(g * aGroup) + (r * aStride) + k];
                        sum += value * b.Span[at];
                        expected[at] += value * d.Span[(g * cGroup) + (r * cStride) + n];
                    }

                    var place = (g * cGroup) + (r * cStride) + n;
                    written.Add(place);
                    Assert.Equal(Math.Clamp(sum, -0.5f, 0.7f), c.Span[place], 1e-5);
                }
            }
        }

        for (var i = 0; i < c.Length; i++)
        {
            if (!written.Contains(i)) Assert.Equal(-99, c.Span[i]);
        }

        for (var i = 0; i < depth * columns; i++)
        {
            Assert.Equal(expected[i], fresh.Span[i], 1e-5);
            Assert.Equal(before[i] + expected[i], gradient.Span[i], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ProductsOfManyRowsKeepTheirLimits(int width)
    {
        var kernels = EngineHarness.AllKernels[width];
        const int depth = 7;
        foreach (var (groups, rowsPerGroup) in new[] { (1, 95), (1, 97), (3, 33), (2, 100), (50, 4) })
        {
            foreach (var panels in new[] { 1, 2, 3, 5 })
            {
                foreach (var (low, high) in new[] { (float.NegativeInfinity, float.PositiveInfinity), (0, float.PositiveInfinity), (0, 0.5f), (float.NegativeInfinity, 0.5f) })
                {
                    var columns = panels * kernels.Width;
                    int aGroup = (rowsPerGroup * depth) + 1, cGroup = (rowsPerGroup * columns) + kernels.Width;
                    AlignedBuffer a = Random(groups * aGroup, 1), b = Random(depth * columns, 2), bias = Random(columns, 3), c = new(groups * cGroup);
                    c.Span.Fill(-99);
                    kernels.Multiply(
                        new RowBlock(a.Pointer, groups, rowsPerGroup, aGroup, depth), depth, b.Pointer, panels, bias.Pointer, low, high,
                        new RowBlock(c.Pointer, groups, rowsPerGroup, cGroup, columns));
                    for (var i = 0; i < c.Length; i++)
                    {
                        int group = i / cGroup, row = i % cGroup / columns, n = i % cGroup % columns;
                        if (row >= rowsPerGroup)
                        {
                            Assert.Equal(-99, c.Span[i]);
                            continue;
                        }

                        double sum = bias.Span[n];
                        for (var k = 0; k < depth; k++)
                            sum += (double)a.Span[(group * aGroup) + (row * depth) + k] * b.Span[(((n / kernels.Width * depth) + k) * kernels.Width) + (n % kernels.Width)];
                        Assert.Equal(Math.Clamp(sum, low, high), c.Span[i], 1e-5);
                    }
                }
            }
        }
    }

    public static TheoryData<int, int, int, int> DepthwiseSizes()
    {
        var cases = new TheoryData<int, int, int, int>();
        foreach (var width in EngineHarness.AllKernels.Keys)
        {
            for (var taps = 1; taps <= 9; taps++)
            {
                for (var stride = 1; stride <= 3; stride++)
                {
                    foreach (var rows in new[] { 1, 2, 7 }) cases.Add(width, taps, stride, rows);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(DepthwiseSizes), DisableDiscoveryEnumeration = true)]
    public void DepthwiseIsTapByTap(int width, int taps, int stride, int rows)
    {
        var kernels = EngineHarness.AllKernels[width];
        var channels = 3 * kernels.Width;
        var cStride = 2 * channels;
        var a = Random((((rows - 1) * stride) + taps) * channels, 1);
        var w = Random(taps * channels, 2);
        var bias = Random(channels, 3);
        var c = new AlignedBuffer(rows * cStride);
        kernels.Depthwise(a.Pointer, stride, taps, w.Pointer, bias.Pointer, -0.4f, 0.9f, c.Pointer, cStride, rows, channels);
        var d = Random(rows * channels, 4);
        var gradient = Random(taps * channels, 5);
        var before = gradient.Span.ToArray();
        kernels.DepthwiseTransposed(a.Pointer, stride, taps, d.Pointer, rows, channels, gradient.Pointer, accumulate: true);
        for (var n = 0; n < channels; n++)
        {
            var sums = new double[taps];
            for (var t = 0; t < rows; t++)
            {
                double value = bias.Span[n];
                for (var k = 0; k < taps; k++)
                {
                    double x = a.Span[(((t * stride) + k) * channels) + n];
                    value += x * w.Span[(k * channels) + n];
                    sums[k] += x * d.Span[(t * channels) + n];
                }

                Assert.Equal(Math.Clamp(value, -0.4f, 0.9f), c.Span[(t * cStride) + n], 1e-5);
            }

            for (var k = 0; k < taps; k++) Assert.Equal(before[(k * channels) + n] + sums[k], gradient.Span[(k * channels) + n], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NormalisationIsValueByValue(int width)
    {
        var kernels = EngineHarness.AllKernels[width];
        foreach (var (rows, vectors) in new[] { (1, 3), (2, 1), (2, 4), (7, 5), (7, 2), (12, 7) })
        {
            var channels = vectors * kernels.Width;
            AlignedBuffer y = Random(rows * channels, 1), d = Random(rows * channels, 2), state = Random(NormState.Values * channels, 3);
            AlignedBuffer activated = new(y.Length), through = new(y.Length), masked = new(y.Length);
            AlignedBuffer sum = Random(channels, 4), products = Random(channels, 5), pivot = Random(channels, 6), total = Random(channels, 7), squares = Random(channels, 8);
            float[] sums = sum.Span.ToArray(), dots = products.Span.ToArray(), totals = total.Span.ToArray(), firstSquares = squares.Span.ToArray();
            var norm = new NormState(state.Pointer, channels);
            kernels.Affine(y.Pointer, rows, channels, norm.Scale, norm.Shift, 0, 0.6f, activated.Pointer);
            kernels.NormGradient(d.Pointer, y.Pointer, rows, channels, norm, through.Pointer);
            kernels.ActivationGradient(d.Pointer, y.Pointer, rows, channels, norm, 0, 0.6f, masked.Pointer, sum.Pointer, products.Pointer);
            kernels.Moments(y.Pointer, rows, channels, pivot.Pointer, total.Pointer, squares.Pointer);
            for (var c = 0; c < channels; c++)
            {
                double s = sums[c], p = dots[c], m = totals[c], q = firstSquares[c];
                for (var r = 0; r < rows; r++)
                {
                    var i = (r * channels) + c;
                    double value = y.Span[i], z = (value * norm.Scale[c]) + norm.Shift[c];
                    Assert.Equal(Math.Clamp(z, 0, 0.6f), activated.Span[i], 1e-6);
                    Assert.Equal((d.Span[i] * norm.GradientFactor[c]) + (value * norm.ValueFactor[c]) + norm.Constant[c], through.Span[i], 1e-6);
                    var dz = z is > 0 and < 0.6f ? d.Span[i] : 0;
                    Assert.Equal(dz, masked.Span[i]);
                    s += dz;
                    p += dz * ((value * norm.InverseDeviation[c]) + norm.Offset[c]);
                    m += value - pivot.Span[c];
                    q += (value - pivot.Span[c]) * (value - pivot.Span[c]);
                }

                Assert.Equal(s, sum.Span[c], 1e-5);
                Assert.Equal(p, products.Span[c], 1e-5);
                Assert.Equal(m, total.Span[c], 1e-5);
                Assert.Equal(q, squares.Span[c], 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void VectorSumsAreValueByValue(int width)
    {
        var kernels = EngineHarness.AllKernels[width];
        var count = 5 * kernels.Width;
        AlignedBuffer a = Random(count, 1), b = Random(count, 2), target = Random(count, 3), fresh = Random(count, 4), pooled = Random(count, 5);
        float[] before = target.Span.ToArray(), pooledBefore = pooled.Span.ToArray();
        kernels.AddScaled(a.Pointer, 0.3f, count, target.Pointer, accumulate: true);
        kernels.AddScaled(a.Pointer, 0.3f, count, fresh.Pointer, accumulate: false);
        kernels.AddMean(a.Pointer, b.Pointer, count, pooled.Pointer);
        var dot = 0.0;
        for (var i = 0; i < count; i++)
        {
            dot += (double)a.Span[i] * b.Span[i];
            Assert.Equal(before[i] + (a.Span[i] * 0.3), target.Span[i], 1e-6);
            Assert.Equal(a.Span[i] * 0.3, fresh.Span[i], 1e-6);
            Assert.Equal(pooledBefore[i] + ((a.Span[i] + b.Span[i]) / 2.0), pooled.Span[i], 1e-6);
        }

        Assert.Equal(dot, kernels.Dot(a.Pointer, b.Pointer, count), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void AGradientPassesWhereTheOutputIsInside(int width)
    {
        var kernels = EngineHarness.AllKernels[width];
        var count = 7 * kernels.Width;
        AlignedBuffer gradient = Random(count, 1), output = Random(count, 2), target = Random(count, 3);
        (output.Span[0], output.Span[1], output.Span[2]) = (-0.25f, 0.5f, float.NaN);
        kernels.WhereInside(gradient.Pointer, output.Pointer, count, -0.25f, 0.5f, target.Pointer);
        for (var i = 0; i < count; i++)
            Assert.Equal(output.Span[i] > -0.25f && output.Span[i] < 0.5f ? gradient.Span[i] : 0, target.Span[i]);
    }

    private static AlignedBuffer Random(int length, int seed)
    {
        var buffer = new AlignedBuffer(length);
        var random = new Random(seed);
        foreach (ref var value in buffer.Span) value = (random.NextSingle() * 2) - 1;
        return buffer;
    }
}
