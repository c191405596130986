using System.Text;

namespace Microsoft.ML;

/// <summary>
/// What Microsoft.ML itself finds in a model of the stand-in. Its loader first loads the assembly that an entry names,
/// and says so where it cannot; so the entry it starts from is a valid header whose assembly name is the message.
/// </summary>
internal static class ModelNotice
{
    public const string Entry = "TransformerChain/Model.key";

    private const string Message = "This model was saved by a stand-in for Microsoft.ML and cannot be read by Microsoft.ML itself - save it again with Microsoft.ML";
    private const int HeaderSize = 0x100;

    public static byte[] Content()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var name = Encoding.Unicode.GetBytes(Message);
        void At(int offset, long value)
        {
            stream.Position = offset;
            writer.Write(value);
        }

        // The fields of ML.NET's model header that are not zero, by their offset.
        At(0x00, 0x4C45444F4D004C4D);                    // "ML\0MODEL"
        At(0x08, 0x00010002_00010002);                   // versions written and readable
        At(0x10, HeaderSize);                            // where the model would begin
        At(0x40, BitConverter.ToInt64("STANDIN "u8));    // its kind
        At(0x80, HeaderSize + name.Length);              // where the tail begins
        At(0x88, HeaderSize + name.Length + sizeof(long));
        At(0x90, HeaderSize);                            // where the assembly name begins
        At(0x98, name.Length);
        stream.Position = HeaderSize;
        writer.Write(name);
        writer.Write(0x4D4C004D4F44454C);                // the tail: "LEDOM\0LM"
        writer.Flush();
        return stream.ToArray();
    }
}
