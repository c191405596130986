using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ArrhythmiaVision.Tool;

/// <summary>What a command came to: told to a person as text, to a program as one JSON object.</summary>
internal abstract class Outcome
{
    /// <summary>The exit code; other than 0 where a part of what was asked for could not be done.</summary>
    public virtual int ExitCode => ExitCodes.Success;

    /// <summary>What could not be done, a line each, for standard error.</summary>
    public virtual IReadOnlyList<string> Complaints => [];

    /// <summary>Whether the command has written its results to standard output already, as they came.</summary>
    public virtual bool WritesOwnOutput => false;

    /// <summary>What is to be said at the end, a line each, on standard error; not with <c>--quiet</c>.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Writes the result for a person.</summary>
    public abstract void WriteText(TextWriter writer);

    /// <summary>The result as one JSON object.</summary>
    public abstract string ToJson();

    /// <summary>Serialises a result by what the source generator made of its type.</summary>
    protected static string Serialize<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
}
