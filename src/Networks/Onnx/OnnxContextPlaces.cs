using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>Where in a longer vector the values stand that a network with context takes, for a graph whose input <c>context</c> is that vector.</summary>
/// <param name="Size">Values of the vector, at most 1,024.</param>
/// <param name="Places">The place of each value that the network takes, in its order, from 0.</param>
public sealed record OnnxContextPlaces(int Size, IReadOnlyList<int> Places)
{
    private const int MostValues = 1024;

    /// <summary>True where the other has the same size and places.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(OnnxContextPlaces? other) => other is not null && Size == other.Size && Places.SequenceEqual(other.Places);

    /// <summary>Equal for equal ones.</summary>
    public override int GetHashCode() => HashCode.Combine(Size, Places.Aggregate(0, HashCode.Combine));

    internal string InText => string.Join(' ', Places.Prepend(Size).Select(number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="InText"/> gave; null where the text is none of these.</summary>
    internal static OnnxContextPlaces? Parse(string text)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split(' '))
        {
            if (numbers.Count > MostValues || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return new OnnxContextPlaces(numbers[0], numbers[1..]);
    }

    internal void Check(int contextLength, string parameterName)
    {
        if (Places is null || Places.Count != contextLength || Size is < 1 or > MostValues || Places.Any(place => place < 0 || place >= Size))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The network takes {contextLength} values of context: name the place of each in a vector of 1 to {MostValues} values."), parameterName);
        }
    }
}
