namespace ArrhythmiaVision.Tool.Tests;

public sealed class OutputFileTests
{
    [Fact]
    public void ADeviceIsNotReplacedByAFile()
    {
        if (!File.Exists("/dev/null"))
            Assert.Skip("This machine has no /dev/null.");
        var refused = Assert.Throws<ToolException>(() => OutputFile.Prepare("/dev/null", overwrite: true));
        Assert.Contains("is a device", refused.Message);
    }
}
