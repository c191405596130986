namespace ArrhythmiaVision.Tool;

/// <summary>What stands in the way of writing, found out before the work and not after it.</summary>
internal static class OutputFile
{
    /// <summary>Sees to it that a file can be written.</summary>
    /// <exception cref="ToolException">It is there and not to be overwritten, or its folder cannot be written to.</exception>
    public static void Prepare(string file, bool overwrite)
    {
        if (Directory.Exists(file))
            throw new ToolException(ExitCodes.Failure, $"'{file}' is a folder. Give --out a file.");
        if (!overwrite && File.Exists(file))
            throw new ToolException(ExitCodes.Failure, $"'{file}' exists already. Give --force to overwrite, or another --out.");
        PrepareFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    /// <summary>Sees to it that there is a folder, and that it can be written to.</summary>
    /// <exception cref="ToolException">There is none and none can be made, or it cannot be written to.</exception>
    public static void PrepareFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (ErrorText.IsExpected(e))
        {
            throw new ToolException(ExitCodes.Failure, $"The folder '{folder}' cannot be written to ({ErrorText.Of(e).TrimEnd('.')}). Give another one with --out.", e);
        }
    }
}
