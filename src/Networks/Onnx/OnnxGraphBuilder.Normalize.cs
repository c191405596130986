namespace ArrhythmiaVision.Networks;

/// <summary>Normalisation of each beat, with the sums of <c>Signals.BeatNormalization</c>.</summary>
internal sealed partial class OnnxGraphBuilder
{
    private static readonly OnnxAttribute s_rows = OnnxAttribute.Of("axes", [1L]);

    private void Normalize(int length, OnnxNormalization normalization, bool scaleIsGiven)
    {
        var beats = _last;
        switch (normalization)
        {
            case OnnxNormalization.ZScore:
                MeanAndDeviation(beats, scaleIsGiven);
                break;
            case OnnxNormalization.MinMax:
                Node("ReduceMin", "normalize.center", [beats], s_rows);
                break;
            default:
                MedianAndQuartiles(beats, length, scaleIsGiven);
                break;
        }

        if (normalization == OnnxNormalization.MinMax && !scaleIsGiven)
        {
            Node("ReduceMax", "normalize.highest", [beats], s_rows);
            Node("Sub", "normalize.scale", ["normalize.highest", "normalize.center"]);
        }

        Node("Sub", "normalize.difference", [beats, "normalize.center"]);
        Node("Div", "normalize.quotient", ["normalize.difference", scaleIsGiven ? Scale : "normalize.scale"]);
        if (scaleIsGiven)
        {
            Node("Equal", "normalize.constant", [Scale, Zero]);
        }
        else
        {
            // Decided on the samples themselves: rounding in a mean must not give a constant beat a tiny scale.
            if (normalization != OnnxNormalization.MinMax) Node("ReduceMax", "normalize.highest", [beats], s_rows);
            Node("ReduceMin", "normalize.lowest", [beats], s_rows);
            Node("Equal", "normalize.constant", ["normalize.highest", "normalize.lowest"]);
        }

        Then("Where", "normalize", ["normalize.constant", Zero, "normalize.quotient"]);
    }

    /// <summary>
    /// Mean and deviation in double precision, then each rounded to single: float sums over beats that stand far from zero would
    /// lose what the network sees.
    /// </summary>
    private void MeanAndDeviation(string beats, bool scaleIsGiven)
    {
        Node("Cast", "normalize.double", [beats], OnnxAttribute.Of("to", (long)OnnxElementType.Double));
        Node("ReduceMean", "normalize.mean", ["normalize.double"], s_rows);
        if (!scaleIsGiven) Deviation("normalize.mean");
        Node("Cast", "normalize.center", ["normalize.mean"], OnnxAttribute.Of("to", (long)OnnxElementType.Float));
        if (!scaleIsGiven) Node("Cast", "normalize.scale", ["normalize.deviation"], OnnxAttribute.Of("to", (long)OnnxElementType.Float));
    }

    private void Deviation(string center)
    {
        Node("Sub", "normalize.centered", ["normalize.double", center]);
        Node("Mul", "normalize.squares", ["normalize.centered", "normalize.centered"]);
        Node("ReduceMean", "normalize.variance", ["normalize.squares"], s_rows);
        Node("Sqrt", "normalize.deviation", ["normalize.variance"]);
    }

    /// <summary>Median and quartiles, linear between order statistics; where the quartiles are equal, the deviation about the median.</summary>
    private void MedianAndQuartiles(string beats, int length, bool scaleIsGiven)
    {
        _initializers.Add(OnnxTensor.Of("normalize.all", length));
        Nodes("TopK", ["normalize.sorted", "normalize.order"], [beats, "normalize.all"], OnnxAttribute.Of("axis", 1L), OnnxAttribute.Of("largest", 0L), OnnxAttribute.Of("sorted", 1L));
        Node("Cast", "normalize.ranked", ["normalize.sorted"], OnnxAttribute.Of("to", (long)OnnxElementType.Double));
        Quantile("median", 0.5, length);
        Node("Cast", "normalize.center", ["normalize.median"], OnnxAttribute.Of("to", (long)OnnxElementType.Float));
        if (scaleIsGiven) return;

        Quantile("upper", 0.75, length);
        Quantile("lower", 0.25, length);
        Node("Sub", "normalize.range", ["normalize.upper", "normalize.lower"]);
        Node("Cast", "normalize.double", [beats], OnnxAttribute.Of("to", (long)OnnxElementType.Double));
        Deviation("normalize.median");
        Node("Equal", "normalize.narrow", ["normalize.upper", "normalize.lower"]);
        Node("Where", "normalize.spread", ["normalize.narrow", "normalize.deviation", "normalize.range"]);
        Node("Cast", "normalize.scale", ["normalize.spread"], OnnxAttribute.Of("to", (long)OnnxElementType.Float));
    }

    private void Quantile(string name, double share, int length)
    {
        var at = share * (length - 1);
        var below = (long)at;
        name = "normalize." + name;
        _initializers.Add(OnnxTensor.Of(name + ".rank", below));
        _initializers.Add(OnnxTensor.Of(name + ".next", Math.Min(below + 1, length - 1)));
        _initializers.Add(OnnxTensor.Number(name + ".share", at - below));
        Node("Gather", name + ".below", ["normalize.ranked", name + ".rank"], OnnxAttribute.Of("axis", 1L));
        Node("Gather", name + ".above", ["normalize.ranked", name + ".next"], OnnxAttribute.Of("axis", 1L));
        Node("Sub", name + ".step", [name + ".above", name + ".below"]);
        Node("Mul", name + ".part", [name + ".step", name + ".share"]);
        Node("Add", name, [name + ".below", name + ".part"]);
    }
}
