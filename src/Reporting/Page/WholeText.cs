using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>Writes a text beside its place and moves it there when it is whole.</summary>
internal static class WholeText
{
    public static void Write(string path, string text, Encoding encoding)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(beside, text, encoding);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
