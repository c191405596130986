using System.Globalization;
using System.Text;
using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace ArrhythmiaVision.Networks;

/// <summary>One field of a protobuf message, and where in the file it stands.</summary>
internal readonly record struct ProtobufField(string FileName, long Position, int Number, WireType Type, ulong Value, ReadOnlyMemory<byte> Content)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public long Integer => Type == WireType.Varint ? (long)Value : throw Unexpected("an integer");

    public float Number32 => Type == WireType.Fixed32 ? BitConverter.UInt32BitsToSingle((uint)Value) : throw Unexpected("a float");

    public ReadOnlyMemory<byte> Bytes => Type == WireType.LengthDelimited ? Content : throw Unexpected("bytes");

    public string Text
    {
        get
        {
            try
            {
                return s_utf8.GetString(Bytes.Span);
            }
            catch (DecoderFallbackException)
            {
                throw Broken("the text is no UTF-8");
            }
        }
    }

    /// <summary>The fields of the message that this field holds.</summary>
    public IEnumerable<ProtobufField> Message => Of(FileName, Bytes, Position);

    /// <summary>The fields of a message, one after the other; nothing is read before it is asked for.</summary>
    /// <param name="fileName">What error messages call the file.</param>
    /// <param name="message">The message.</param>
    /// <param name="start">Where in the file it begins.</param>
    /// <exception cref="InvalidDataException">The bytes are no such message.</exception>
    public static IEnumerable<ProtobufField> Of(string fileName, ReadOnlyMemory<byte> message, long start)
    {
        var input = new CodedInputStream(message.ToArray());
        while (Next(fileName, input, start) is { } field) yield return field;
    }

    public InvalidDataException Broken(string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{FileName} cannot be read: at byte {Position}, {why}."));

    private static ProtobufField? Next(string fileName, CodedInputStream input, long start)
    {
        var at = start + input.Position;
        try
        {
            var tag = input.ReadTag();
            if (tag == 0) return null;

            var number = GetTagFieldNumber(tag);
            var type = GetTagWireType(tag);
            ulong value = 0;
            ReadOnlyMemory<byte> content = default;
            switch (type)
            {
                case WireType.Varint:
                    value = input.ReadUInt64();
                    break;
                case WireType.Fixed32:
                    value = input.ReadFixed32();
                    break;
                case WireType.LengthDelimited:
                    content = input.ReadBytes().Memory;
                    break;
                default:
                    throw new InvalidDataException(string.Create(
                        CultureInfo.InvariantCulture, $"{fileName} cannot be read: at byte {at}, field {number} is of a kind ({type}) that is not written here."));
            }

            return new ProtobufField(fileName, start + input.Position - content.Length, number, type, value, content);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"{fileName} cannot be read: from byte {at} on it is no ONNX file, or is damaged. {exception.Message}"),
                exception);
        }
    }

    private InvalidDataException Unexpected(string wanted) => Broken(string.Create(CultureInfo.InvariantCulture, $"field {Number} is not {wanted}"));
}
