namespace Microsoft.ML.Data;

/// <summary>What an evaluation adds up, row by row, and the measures that follow from the sums.</summary>
internal sealed class MulticlassCounts
{
    // A score of zero would make the logarithm infinite.
    private const float LeastProbability = 1e-15f;

    private readonly int _classes;
    private readonly double[] _rowsOfClass;
    private readonly double[] _logLossOfClass;
    private readonly double[] _rowsOfRank;
    private double _rows, _correct, _logLoss;

    public MulticlassCounts(int classes)
    {
        _classes = classes;
        _rowsOfClass = new double[classes];
        _logLossOfClass = new double[classes];
        _rowsOfRank = new double[classes + 1];
        Confusion = new double[classes][];
        for (int i = 0; i < classes; i++)
            Confusion[i] = new double[classes];
    }

    public double[][] Confusion { get; }

    public double MicroAccuracy => _rows > 0 ? _correct / _rows : 0;

    public double MacroAccuracy
    {
        get
        {
            double sum = 0;
            int occurring = 0;
            for (int i = 0; i < _classes; i++)
            {
                if (_rowsOfClass[i] == 0)
                    continue;
                occurring++;
                sum += Confusion[i][i] / _rowsOfClass[i];
            }
            return occurring > 0 ? sum / occurring : 0;
        }
    }

    public double LogLoss => _rows > 0 ? _logLoss / _rows : 0;

    public double LogLossReduction
    {
        get
        {
            double prior = 0;
            foreach (double rows in _rowsOfClass)
                if (rows != 0)
                    prior += rows * Math.Log(rows / _rows);
            prior /= -_rows;
            return (prior - LogLoss) / prior;
        }
    }

    public double[] PerClassLogLoss()
    {
        var result = new double[_classes];
        for (int i = 0; i < _classes; i++)
            result[i] = _rowsOfClass[i] > 0 ? _logLossOfClass[i] / _rowsOfClass[i] : 0;
        return result;
    }

    /// <summary>For each k from 1 to <paramref name="count"/>, the share of rows whose class ranks among the k best.</summary>
    public double[] TopKAccuracies(int count)
    {
        var result = new double[count];
        double sum = 0;
        for (int k = 0; k < count; k++)
            result[k] = sum += _rowsOfRank[k] / _rows;
        return result;
    }

    /// <param name="label">The row's class, from 0; one that the scores do not have counts as missed.</param>
    /// <param name="scores">A score a class.</param>
    public void Add(int label, ReadOnlySpan<float> scores)
    {
        bool isKnown = label < _classes;
        float labelScore = isKnown ? scores[label] : 0;
        double logLoss = -Math.Log(isKnown ? Math.Min(1, Math.Max(LeastProbability, labelScore)) : LeastProbability);

        // Of equal scores the earlier class ranks before the later.
        int rank = 0, best = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] > labelScore || (scores[i] == labelScore && i < label))
                rank++;
            if (scores[best] < scores[i])
                best = i;
        }

        _rows++;
        _logLoss += logLoss;
        _rowsOfRank[rank]++;
        if (rank == 0)
        {
            _correct++;
            Confusion[label][label]++;
        }
        else if (isKnown)
            Confusion[label][best]++;
        if (!isKnown)
            return;
        _rowsOfClass[label]++;
        _logLossOfClass[label] += logLoss;
    }
}
