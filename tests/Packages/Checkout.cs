namespace ArrhythmiaVision.Packages.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Checkout
{
    /// <summary>Its root folder, or the test is skipped.</summary>
    public static string RootOrSkip()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ArrhythmiaVision.sln"))) folder = folder.Parent;
        if (folder is null) Assert.Skip("The tests do not run inside a checkout.");
        return folder!.FullName;
    }

    /// <summary>Copies a file or a folder of the checkout, without what a build left there.</summary>
    public static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
            return;
        }
        foreach (var entry in Directory.GetFileSystemEntries(from).Where(entry => Path.GetFileName(entry) is not ("bin" or "obj")))
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
    }
}
