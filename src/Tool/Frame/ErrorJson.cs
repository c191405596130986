namespace ArrhythmiaVision.Tool;

/// <summary>The JSON of a command that came to nothing.</summary>
internal sealed record ErrorJson(ErrorDetail Error);

/// <summary>What went wrong.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Message">What standard error says too.</param>
internal sealed record ErrorDetail(int Code, string Message);
