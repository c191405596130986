namespace ArrhythmiaVision.Tool;

/// <summary>What stands in the way of writing, found out before the work and not after it.</summary>
internal static class OutputFile
{
    private const string OutOption = "--out";
    private const string Devices = "/dev/";

    /// <summary>Sees to it that a file can be written.</summary>
    /// <param name="file">The file.</param>
    /// <param name="overwrite">Whether one that is there may be overwritten.</param>
    /// <param name="option">The option that it was given by.</param>
    /// <exception cref="ToolException">It is there and not to be overwritten, or a device, or its folder cannot be written to.</exception>
    public static void Prepare(string file, bool overwrite, string option = OutOption)
    {
        if (Directory.Exists(file))
            throw new ToolException(ExitCodes.Failure, $"'{file}' is a folder. Give {option} a file.");

        // What is written takes the place of what was there: the device would be gone.
        if (Path.GetFullPath(file).StartsWith(Devices, StringComparison.Ordinal) && File.Exists(file))
            throw new ToolException(ExitCodes.Failure, $"'{file}' is a device, whose place no file can take. Give {option} a file.");
        if (!overwrite && File.Exists(file))
            throw new ToolException(ExitCodes.Failure, $"'{file}' exists already. Give --force to overwrite, or another {option}.");
        PrepareFolder(Path.GetDirectoryName(Path.GetFullPath(file))!, option);
    }

    /// <summary>Sees to it that there is a folder, and that it can be written to.</summary>
    /// <exception cref="ToolException">There is none and none can be made, or it cannot be written to.</exception>
    public static void PrepareFolder(string folder, string option = OutOption)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new PendingFile(Path.Combine(folder, "probe"));
        }
        catch (Exception e) when (ErrorText.IsExpected(e))
        {
            throw new ToolException(ExitCodes.Failure, $"The folder '{folder}' cannot be written to ({ErrorText.Of(e).TrimEnd('.')}). Give another one with {option}.", e);
        }
    }
}
