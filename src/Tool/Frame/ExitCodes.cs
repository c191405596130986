namespace ArrhythmiaVision.Tool;

/// <summary>What the command returns to the shell; docs/tool.md lists them.</summary>
internal static class ExitCodes
{
    /// <summary>Everything asked for was done.</summary>
    public const int Success = 0;

    /// <summary>Something asked for could not be done: a file is missing, damaged or not to be written.</summary>
    public const int Failure = 1;

    /// <summary>The command line makes no sense: nothing was begun.</summary>
    public const int Usage = 2;

    /// <summary>An evaluation was refused, as the model has seen beats or patients of the test set.</summary>
    public const int Refused = 3;

    /// <summary>The tool itself is at fault.</summary>
    public const int Defect = 70;

    /// <summary>Stopped from outside, as by Ctrl-C.</summary>
    public const int Cancelled = 130;
}
