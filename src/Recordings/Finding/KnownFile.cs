namespace ArrhythmiaVision.Recordings;

/// <summary>A file of a database: its name, its size in bytes and its SHA-256 digest in lower-case hexadecimal digits.</summary>
internal sealed record KnownFile(string Name, long Size, string Sha256);
