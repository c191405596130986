using System.Text;

namespace ArrhythmiaVision.Recordings;

/// <summary>Bytes to text and back: UTF-8 where the bytes are valid UTF-8, else Latin-1, in which every byte is a character.</summary>
internal static class HeaderText
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Encoding EncodingOf(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? s_utf8 : Encoding.Latin1;

    public static string Decode(ReadOnlySpan<byte> bytes) => EncodingOf(bytes).GetString(bytes);

    public static Encoding Utf8 => s_utf8;
}
