using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

#pragma warning disable CS8618 // The rows are filled from views.

public class Beat
{
    public string Record { get; set; }

    public string Label { get; set; }

    [VectorType(3)]
    public float[] X { get; set; }

    public static Beat[] Five() =>
    [
        new Beat { Record = "100", Label = "V", X = [1f, 2f, 3f] },
        new Beat { Record = "100", Label = "N", X = [4f, 5f, 6f] },
        new Beat { Record = "101", Label = "A", X = [7f, 8f, 9f] },
        new Beat { Record = "101", Label = "N", X = [0f, 0f, 1f] },
        new Beat { Record = "102", Label = "V", X = [2f, 2f, 2f] },
    ];

    public static IDataView View(MLContext ml) => ml.Data.LoadFromEnumerable(Five());
}

public class OtherBeat
{
    public string Record { get; set; } = "";

    public string Label { get; set; } = "";

    [VectorType(4)]
    public float[] X { get; set; } = new float[4];
}

public class Sum
{
    [ColumnName("Sum")]
    public float Total { get; set; }
}

public class KeyRow
{
    public string K { get; set; }
}

public class KeyOnly
{
    [KeyType(3)]
    public uint Label { get; set; }
}

/// <summary>One scalar of each type that the expression language knows, and a vector.</summary>
public class Operands
{
    public float F { get; set; }

    public float G { get; set; }

    public double D { get; set; }

    public int I { get; set; }

    public long L { get; set; }

    public bool B { get; set; }

    public string T { get; set; }

    [VectorType(3)]
    public float[] V { get; set; }
}
