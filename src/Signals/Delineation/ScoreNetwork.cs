using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>A score from measures: one hidden layer of hyperbolic tangents, and a plain sum beside it.</summary>
internal sealed class ScoreNetwork
{
    private readonly int _inputs;
    private readonly int _hidden;
    private readonly float[] _weights;

    /// <summary>Makes a network.</summary>
    /// <param name="inputs">How many measures there are.</param>
    /// <param name="weights">The plain sum's weights, then for each hidden unit its inputs' weights, its constant and its own weight.</param>
    public ScoreNetwork(int inputs, float[] weights)
    {
        _inputs = inputs;
        _hidden = (weights.Length - inputs) / (inputs + 2);
        if (weights.Length != inputs + _hidden * (inputs + 2))
            throw new ArgumentException(Invariant($"{weights.Length} weights do not fit {inputs} inputs."), nameof(weights));
        _weights = weights;
    }

    public float Score(ReadOnlySpan<float> measures)
    {
        var score = TensorPrimitives.Dot(measures, _weights.AsSpan(0, _inputs));
        for (var unit = 0; unit < _hidden; unit++)
        {
            var own = _weights.AsSpan(_inputs + unit * (_inputs + 2), _inputs + 2);
            score += own[_inputs + 1] * MathF.Tanh(TensorPrimitives.Dot(measures, own[.._inputs]) + own[_inputs]);
        }
        return score;
    }
}
