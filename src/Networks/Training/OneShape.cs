namespace ArrhythmiaVision.Networks;

/// <summary>
/// What holds a network to classes of one shape (<see cref="ArrhythmiNetTrainingOptions.ClassesOfOneShape"/>, <see cref="ArrhythmiNetTrainingOptions.ContextOfOneShape"/>):
/// a projection of its numbers or their gradients. What it has made equal, opposite or zero stays so in training, as each number's step hangs on its own gradients alone.
/// </summary>
internal sealed class OneShape
{
    private readonly NetworkDefinition _definition;
    private readonly int[] _classes;
    private readonly int[] _context;

    /// <param name="definition">The network.</param>
    /// <param name="classes">Classes of one shape; fewer than two for none.</param>
    /// <param name="context">The values of context that do nothing but tell these classes apart; none where all context tells all classes apart. Of more than two classes no opposite would stay so.</param>
    public OneShape(NetworkDefinition definition, int[] classes, int[] context)
    {
        _definition = definition;
        _classes = classes;
        _context = context;
    }

    // The first half of the context units describe a beat's shape, the other half tell classes of one shape apart.
    private int FirstTelling => _context.Length == 0 ? 0 : _definition.ContextUnits / 2;

    /// <summary>Projects numbers, or gradients with respect to them.</summary>
    /// <param name="values">The numbers of a network, in any layout.</param>
    /// <param name="dense">Where the layout has a class's weight of the i-th of the dense layer's inputs.</param>
    /// <param name="context">Where it has a context unit's weight of the i-th value of context.</param>
    public void Project(Span<float> values, Func<int, int, int> dense, Func<int, int, int> context)
    {
        if (_classes.Length < 2) return;
        for (var i = 0; i < _definition.FeatureChannels + FirstTelling; i++) Share(values, dense, i);
        if (_context.Length == 0) return;
        for (var i = _definition.FeatureChannels + FirstTelling; i < _definition.DenseInputs; i++) Oppose(values, dense, i);
        for (var unit = 0; unit < _definition.ContextUnits; unit++)
        {
            for (var i = 0; i < _definition.ContextLength; i++)
            {
                if (_context.Contains(i) != (unit >= FirstTelling)) values[context(unit, i)] = 0;
            }
        }
    }

    private void Share(Span<float> values, Func<int, int, int> dense, int input)
    {
        var mean = Mean(values, dense, input);
        foreach (var k in _classes) values[dense(k, input)] = mean;
    }

    private void Oppose(Span<float> values, Func<int, int, int> dense, int input)
    {
        var mean = Mean(values, dense, input);
        for (var k = 0; k < _definition.ClassCount; k++)
        {
            ref var value = ref values[dense(k, input)];
            value = _classes.Contains(k) ? value - mean : 0;
        }
    }

    private float Mean(Span<float> values, Func<int, int, int> dense, int input)
    {
        var sum = 0f;
        foreach (var k in _classes) sum += values[dense(k, input)];
        return sum / _classes.Length;
    }
}
