namespace ArrhythmiaVision.Recordings.Tests;

/// <summary>Real recordings where this machine has them; tests that need them are skipped elsewhere.</summary>
internal static class TestData
{
    public static string MitBih()
    {
        string? folder = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
        if (folder is null)
        {
            Assert.Skip($"The MIT-BIH Arrhythmia Database is not on this machine; set {RecordingLibrary.DataVariable} to the folder with 'mitdb' in it.");
        }

        return folder;
    }
}
