using System.Numerics;

namespace ArrhythmiaVision.Attribution;

/// <summary>Shapley's formula over a whole game.</summary>
/// <remarks>φᵢ = Σ over S without i of |S|! (n − 1 − |S|)! / n! · (v(S ∪ i) − v(S)). Source: Shapley, A Value for n-Person Games, 1953.</remarks>
public static class ShapleyValues
{
    /// <summary>The most players.</summary>
    public const int MaxPlayers = 20;

    /// <summary>Computes the values.</summary>
    /// <param name="game">The worth of every coalition, <c>[2^players]</c>: element S is that of the players whose bit in S is 1.</param>
    /// <param name="values">Receives a value a player; their sum is the worth of all less that of none.</param>
    /// <exception cref="ArgumentException">There is not a worth for every coalition, or there are too many players.</exception>
    public static void Compute(ReadOnlySpan<double> game, Span<double> values)
    {
        var players = values.Length;
        if (players > MaxPlayers) throw new ArgumentException(Invariant($"There are {players} players; {MaxPlayers} are the most."), nameof(values));
        if (game.Length != 1 << players)
            throw new ArgumentException(Invariant($"{players} players form {1 << players} coalitions, but there is the worth of {game.Length}."), nameof(game));

        Span<double> weights = stackalloc double[MaxPlayers];
        for (var size = 0; size < players; size++) weights[size] = size == 0 ? 1.0 / players : weights[size - 1] * size / (players - size);
        for (var i = 0; i < players; i++)
        {
            var sum = 0.0;
            for (var coalition = 0; coalition < game.Length; coalition++)
            {
                if ((coalition >> i & 1) == 0)
                    sum += weights[BitOperations.PopCount((uint)coalition)] * (game[coalition | (1 << i)] - game[coalition]);
            }

            values[i] = sum;
        }
    }
}
