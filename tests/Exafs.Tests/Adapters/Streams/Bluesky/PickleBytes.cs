using System.Buffers.Binary;
using System.Text;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>A document as pickle.dumps writes it: protocol 4, one frame, texts and containers memoized. After pickletools.</summary>
internal sealed class PickleBytes
{
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<object, int> _memo = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _texts = [];
    private int _memoized;

    public static byte[] Of(object? value)
    {
        var writer = new PickleBytes();
        writer.Write(value);
        byte[] head = [0x80, 4, 0x95, .. new byte[8]];
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(3), writer._bytes.Count + 1);
        return [.. head, .. writer._bytes, (byte)'.'];
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                _bytes.Add((byte)'N');
                break;
            case bool isTrue:
                _bytes.Add(isTrue ? (byte)0x88 : (byte)0x89);
                break;
            case long number:
                Integer(number);
                break;
            case double number:
                Span<byte> bytes = stackalloc byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
                _bytes.Add((byte)'G');
                _bytes.AddRange(bytes);
                break;
            case string text:
                Text(text);
                break;
            case double[] array:
                Array(array);
                break;
            case Doc document:
                Container(document, (byte)'}', (byte)'u', document.SelectMany(e => new[] { e.Key, e.Value }));
                break;
            case List<object?> list:
                Container(list, (byte)']', (byte)'e', list);
                break;
            default:
                throw new ArgumentException($"{value.GetType()}", nameof(value));
        }
    }

    private void Integer(long number)
    {
        switch (number)
        {
            case >= 0 and <= byte.MaxValue:
                _bytes.AddRange([(byte)'K', (byte)number]);
                break;
            case >= int.MinValue and <= int.MaxValue:
                _bytes.Add((byte)'J');
                _bytes.AddRange(BitConverter.GetBytes((int)number));
                break;
            default:
                _bytes.AddRange([0x8a, 8, .. BitConverter.GetBytes(number)]);
                break;
        }
    }

    private void Text(string text)
    {
        if (Known(_texts.TryGetValue(text, out int at), at))
            return;
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        _bytes.AddRange(utf8.Length < 256 ? [0x8c, (byte)utf8.Length] : [(byte)'X', .. BitConverter.GetBytes(utf8.Length)]);
        _bytes.AddRange(utf8);
        _texts[text] = Memoize();
    }

    // numpy.core.multiarray._reconstruct(numpy.ndarray, (0,), b"b"), then its state.
    private void Array(double[] array)
    {
        Global("numpy.core.multiarray", "_reconstruct");
        Global("numpy", "ndarray");
        _bytes.AddRange([(byte)'K', 0, 0x85, (byte)'C', 1, (byte)'b', 0x87, (byte)'R', (byte)'(', (byte)'K', 1]);
        Integer(array.Length);
        _bytes.Add(0x85);
        Global("numpy", "dtype");
        Text("f8");
        _bytes.AddRange([0x89, 0x88, 0x87, (byte)'R', (byte)'(', (byte)'K', 3]);
        Text("<");
        _bytes.AddRange([(byte)'N', (byte)'N', (byte)'N', (byte)'J', 255, 255, 255, 255, (byte)'J', 255, 255, 255, 255, (byte)'K', 0, (byte)'t', (byte)'b', 0x89]);
        _bytes.AddRange([(byte)'B', .. BitConverter.GetBytes(8 * array.Length)]);
        foreach (double value in array)
            _bytes.AddRange(BitConverter.GetBytes(value));
        _bytes.AddRange([(byte)'t', (byte)'b']);
    }

    private void Global(string module, string name)
    {
        Text(module);
        Text(name);
        _bytes.Add(0x93);
    }

    private void Container(object container, byte empty, byte set, IEnumerable<object?> items)
    {
        if (Known(_memo.TryGetValue(container, out int at), at))
            return;
        _bytes.Add(empty);
        _memo[container] = Memoize();
        object?[] all = [.. items];
        if (all.Length == 0)
            return;
        _bytes.Add((byte)'(');
        foreach (object? item in all)
            Write(item);
        _bytes.Add(set);
    }

    private bool Known(bool isKnown, int at)
    {
        if (isKnown)
            _bytes.AddRange(at < 256 ? [(byte)'h', (byte)at] : [(byte)'j', .. BitConverter.GetBytes(at)]);
        return isKnown;
    }

    private int Memoize()
    {
        _bytes.Add(0x94);
        return _memoized++;
    }
}
