using System.Text;
using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>Bytes of a header → header. What is damaged is a <see cref="ScanV1Exception"/>; keys that are not known are stepped over.</summary>
/// <param name="limits">What one publisher may ask of us.</param>
internal sealed class NdArrayHeaderReader(ScanV1Limits limits)
{
    private readonly List<NdAttributeName> _names = [];

    public NdArrayHeader Read(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > NdArrayLimits.HeaderBytes)
            throw new ScanV1Exception("too_large", $"the header has {frame.Length} bytes, more than {NdArrayLimits.HeaderBytes}");
        var header = new NdArrayHeader();
        var text = new NdText(frame);
        text.SkipSpace();
        if (text.Peek != '{')
            throw text.IsAtEnd ? Truncated(frame.Length) : new ScanV1Exception("not_json", $"the header begins with 0x{text.Peek:x2}, not with an object");
        text.Step();
        for (text.SkipCommas(); text.Peek != '}'; text.SkipCommas())
        {
            if (!text.TryKey(out Range key))
                throw Broken(ref text, frame.Length);
            text.SkipSpace();
            Field(ref text, text[key], header, frame.Length);
        }

        text.Step();
        for (text.SkipSpace(); text.Peek == 0 && !text.IsAtEnd; text.SkipSpace()) // the end of a text of C
            text.Step();
        return text.IsAtEnd ? header : throw new ScanV1Exception("trailing_bytes", $"{frame.Length - text.At} bytes after the header");
    }

    private static ScanV1Exception Truncated(int bytes) => new("truncated_frame", $"the {bytes} bytes end before the header does");

    private static ScanV1Exception Broken(ref NdText text, int bytes) =>
        text.IsAtEnd || text.Peek == '"' ? Truncated(bytes) : new("not_json", $"the header breaks at byte {text.At} of {bytes}");

    private static double Number(ref NdText text, string key, int bytes)
    {
        int at = text.At;
        return NdText.TryNumber(text.Token(), out double number) ? number
            : throw (text.IsAtEnd ? Truncated(bytes) : new ScanV1Exception("wrong_type", $"{key} is no number at byte {at}"));
    }

    private static bool Is(ReadOnlySpan<byte> key, ReadOnlySpan<byte> name) => key.SequenceEqual(name);

    private static bool IsOneOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> name, ReadOnlySpan<byte> misspelt) => Is(key, name) || Is(key, misspelt);

    private void Field(ref NdText text, ReadOnlySpan<byte> key, NdArrayHeader header, int bytes)
    {
        if (Is(key, "htype"u8))
        {
            header.IsOld = text.Peek == '[';
            if (header.IsOld)
                text.Step();
            text.SkipSpace();
            header.HType = Text(ref text, "htype", bytes);
            text.SkipCommas();
            if (!header.IsOld)
                return;
            if (text.Peek != ']')
                throw Broken(ref text, bytes);
            text.Step();
        }
        else if (Is(key, "type"u8))
            header.Type = Text(ref text, "type", bytes);
        else if (Is(key, "encoding"u8) && text.Peek == '"')
            header.Encoding = Text(ref text, "encoding", bytes);
        else if (IsOneOf(key, "endianness"u8, "endianess"u8) && text.Peek == '"')
            header.IsBigEndian = Text(ref text, "endianness", bytes).Contains("big", StringComparison.OrdinalIgnoreCase);
        else if (Is(key, "shape"u8))
            header.Shape = Shape(ref text, bytes);
        else if (Is(key, "frame"u8))
            header.Frame = (long)Math.Clamp(Number(ref text, "frame", bytes), long.MinValue, long.MaxValue);
        else if (Is(key, "timeStamp"u8))
            header.TimeStamp = Number(ref text, "timeStamp", bytes);
        else if (Is(key, "ndattr"u8) && text.Peek == '{')
            Attributes(ref text, header, bytes);
        else
            Skip(ref text, bytes, depth: 2);
    }

    private void Attributes(ref NdText text, NdArrayHeader header, int bytes)
    {
        text.Step();
        for (text.SkipCommas(); text.Peek != '}'; text.SkipCommas())
        {
            if (!text.TryKey(out Range key))
                throw Broken(ref text, bytes);
            if (header.Attributes.Count >= NdArrayLimits.Attributes)
                throw new ScanV1Exception("too_large", $"more than {NdArrayLimits.Attributes} attributes");
            header.Attributes.Add(Attribute(ref text, Name(text[key], header.Attributes.Count), bytes));
        }

        text.Step();
    }

    private NdAttribute Attribute(ref NdText text, NdAttributeName name, int bytes)
    {
        if (text.TryCharacter(out double value))
            return new(name, value, false, default);
        text.SkipSpace();
        if (text.Peek == '"')
            return text.TryAttributeString(out Range inner) ? new(name, double.NaN, true, inner) : throw Truncated(bytes);
        if (text.Peek is (byte)'{' or (byte)'[')
        {
            Skip(ref text, bytes, depth: 3);
            return new(name, double.NaN, true, default);
        }

        int from = text.At;
        return NdText.TryNumber(text.Token(), out value) ? new(name, value, false, default) : new(name, double.NaN, true, from..text.At);
    }

    private NdAttributeName Name(ReadOnlySpan<byte> utf8, int at)
    {
        if (at < _names.Count && utf8.SequenceEqual(_names[at].Utf8))
            return _names[at];
        if (utf8.Length > limits.TextBytes)
            throw new ScanV1Exception("too_large", $"the name of an attribute has {utf8.Length} bytes, more than {limits.TextBytes}");
        var name = new NdAttributeName(Encoding.UTF8.GetString(utf8), utf8.ToArray());
        if (at < _names.Count)
            _names[at] = name;
        else
            _names.Add(name);
        return name;
    }

    private string Text(ref NdText text, string key, int bytes)
    {
        if (text.Peek != '"')
            throw text.IsAtEnd ? Truncated(bytes) : new ScanV1Exception("wrong_type", $"{key} is no text");
        if (!text.TryString(out Range inner))
            throw Truncated(bytes);
        ReadOnlySpan<byte> utf8 = text[inner];
        return utf8.Length <= limits.TextBytes ? Encoding.UTF8.GetString(utf8) : throw new ScanV1Exception("too_large", $"{key} has {utf8.Length} bytes, more than {limits.TextBytes}");
    }

    private static int[] Shape(ref NdText text, int bytes)
    {
        if (text.Peek != '[')
            throw text.IsAtEnd ? Truncated(bytes) : new ScanV1Exception("wrong_type", "shape is no list");
        text.Step();
        var shape = new List<int>();
        for (text.SkipCommas(); text.Peek != ']'; text.SkipCommas())
        {
            if (text.IsAtEnd)
                throw Truncated(bytes);
            double length = Number(ref text, "shape", bytes);
            if (length is not (>= 0 and <= int.MaxValue) || length != Math.Floor(length) || shape.Count >= NdArrayLimits.Dimensions)
                throw new ScanV1Exception("bad_value", $"shape has a length {length:R}, or more than {NdArrayLimits.Dimensions} of them");
            shape.Add((int)length);
        }

        text.Step();
        return [.. shape];
    }

    private void Skip(ref NdText text, int bytes, int depth)
    {
        if (depth > limits.Depth)
            throw new ScanV1Exception("too_deep", $"more than {limits.Depth} objects and lists within each other");
        byte opened = text.Peek;
        if (opened == '"')
        {
            if (!text.TryString(out _))
                throw Truncated(bytes);
        }
        else if (opened is (byte)'{' or (byte)'[')
        {
            text.Step();
            byte closed = (byte)(opened + 2); // in ASCII
            for (text.SkipCommas(); text.Peek != closed; text.SkipCommas())
            {
                if (opened == '{' && !text.TryKey(out _))
                    throw Broken(ref text, bytes);
                text.SkipSpace();
                Skip(ref text, bytes, depth + 1);
            }

            text.Step();
        }
        else if (text.Token().IsEmpty)
            throw Broken(ref text, bytes);
    }
}
