using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>A picture as SVG: one file that needs nothing else, with no script in it, measured in mm. The same data give the same bytes.</summary>
public abstract record Picture
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The paper.</summary>
    public EcgPaper Paper { get; init; } = new();

    /// <summary>The heading, which screen readers name the picture by; null for the picture's own.</summary>
    public string? Title { get; init; }

    /// <summary>Draws the picture.</summary>
    /// <returns>An <c>svg</c> element without an XML declaration, so that it can also stand in an HTML page.</returns>
    /// <exception cref="ArgumentException">What is to be drawn does not fit together.</exception>
    public string ToSvg()
    {
        ArgumentNullException.ThrowIfNull(Paper);
        Paper.Check();
        return Draw();
    }

    /// <summary>Writes the picture to a file, whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="ArgumentException">What is to be drawn does not fit together.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PendingFile.Write(path, s_utf8.GetBytes(ToSvg()));
    }

    private protected abstract string Draw();
}
