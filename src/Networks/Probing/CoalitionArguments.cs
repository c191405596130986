using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>Checks of what <see cref="CoalitionScorer"/> is given.</summary>
internal static class CoalitionArguments
{
    public static void CheckBeat(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int length, IReadOnlyList<string> contextNames, string parameterName)
    {
        if (beat.Length != length)
            throw new ArgumentException(Text($"A beat has {length} samples, not {beat.Length}."), parameterName);
        if (context.Length != contextNames.Count)
            throw new ArgumentException(Text($"The network takes {contextNames.Count} context values with a beat ({string.Join(", ", contextNames)}), not {context.Length}."), parameterName);
        BeatSamples.CheckFinite(beat, beat.Length, parameterName);
        BeatSamples.CheckFiniteContext(context, contextNames, parameterName);
    }

    /// <summary>Checks how many pieces there are, and the room for what they come to.</summary>
    public static void CheckCount(int pieces, int classes, int room)
    {
        if (pieces > CoalitionScorer.MaxPieces)
            throw new ArgumentException(Text($"There are {pieces} pieces; {CoalitionScorer.MaxPieces} are the most, as every choice among them is scored."), nameof(pieces));
        if (room != (1 << pieces) * classes)
            throw new ArgumentException(Text($"{pieces} pieces and {classes} classes need room for {(1 << pieces) * classes} logits, not {room}."), "logits");
    }

    public static void CheckPieces(ReadOnlySpan<BeatPiece> pieces, int length)
    {
        for (var i = 0; i < pieces.Length; i++)
        {
            var piece = pieces[i];
            if (piece.Start < 0 || piece.End < piece.Start || piece.End > length)
                throw new ArgumentException(Text($"Piece {i} runs from sample {piece.Start} up to {piece.End}; it must lie within 0 to {length}."), nameof(pieces));
            for (var j = 0; j < i; j++)
            {
                if (piece.Length > 0 && pieces[j].Length > 0 && piece.Start < pieces[j].End && pieces[j].Start < piece.End)
                    throw new ArgumentException(Text($"Pieces {j} and {i} overlap: each sample can belong to one only."), nameof(pieces));
            }
        }
    }

    /// <summary>How many pieces the context has; each must hold a value.</summary>
    /// <param name="contextPieceOf">The piece of each context value; empty for none.</param>
    /// <param name="length">Context values that the network takes.</param>
    public static int CountContextPieces(ReadOnlySpan<int> contextPieceOf, int length)
    {
        if (contextPieceOf.Length != 0 && contextPieceOf.Length != length)
            throw new ArgumentException(Text($"The network takes {length} context values with a beat, but {contextPieceOf.Length} are given a piece."), nameof(contextPieceOf));
        var count = 0;
        foreach (var piece in contextPieceOf)
        {
            if (piece < -1) throw new ArgumentException(Text($"A context value cannot belong to piece {piece}; -1 is for those in none."), nameof(contextPieceOf));
            count = Math.Max(count, piece + 1);
        }

        for (var piece = 0; piece < count; piece++)
        {
            if (!contextPieceOf.Contains(piece)) throw new ArgumentException(Text($"Pieces of the context run to {count - 1}, but none is {piece}."), nameof(contextPieceOf));
        }

        return count;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
