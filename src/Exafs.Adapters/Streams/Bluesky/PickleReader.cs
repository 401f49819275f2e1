using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>
/// The data that a pickle of protocol 2 to 5 carries, and nothing else: opcodes of data, and a short list of names for numpy's arrays.
/// No code is ever found, loaded or called; whatever else a pickle asks for is "forbidden_pickle". All it may take is limited.
/// </summary>
/// <remarks>Opcodes after pickletools of CPython, the calls that numpy writes after pickles of it. One reader is for one thread.</remarks>
internal sealed class PickleReader(DocumentNames names)
{
    private readonly PickleMachine _machine = new();
    private readonly PickleObjects _objects = new();
    private ReadOnlyMemory<byte> _payload;
    private int _at;

    /// <exception cref="ScanV1Exception">It is no pickle, or asks for more than data.</exception>
    /// <exception cref="EndOfStreamException">It ends before its end.</exception>
    public DocumentValue Read(ReadOnlyMemory<byte> payload)
    {
        (_payload, _at) = (payload, 0);
        _machine.Clear(payload.Length);
        _objects.Clear(payload.Length);
        try
        {
            if (Byte() != PickleOpcode.Protocol || Byte() is < 2 or > 5)
                throw new ScanV1Exception("malformed_pickle", "no pickle of protocol 2 to 5");
            for (byte opcode = Byte(); opcode != PickleOpcode.Stop; opcode = Byte())
                Follow(opcode);
            if (_at < payload.Length)
                throw new ScanV1Exception("trailing_bytes", $"{payload.Length - _at} bytes after the pickle");
            return _machine.Result();
        }
        finally
        {
            _payload = default;
        }
    }

    private void Follow(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None:
                _machine.Push(default);
                break;
            case PickleOpcode.NewTrue:
                _machine.Push(DocumentValue.Of(true));
                break;
            case PickleOpcode.NewFalse:
                _machine.Push(DocumentValue.Of(false));
                break;
            case PickleOpcode.BinInt:
                _machine.Push(DocumentValue.Of(BinaryPrimitives.ReadInt32LittleEndian(Span(4))));
                break;
            case PickleOpcode.BinInt1:
                _machine.Push(DocumentValue.Of((long)Byte()));
                break;
            case PickleOpcode.BinInt2:
                _machine.Push(DocumentValue.Of((long)BinaryPrimitives.ReadUInt16LittleEndian(Span(2))));
                break;
            case PickleOpcode.Long1:
                _machine.Push(Long(Span(Byte())));
                break;
            case PickleOpcode.BinFloat:
                _machine.Push(DocumentValue.Of(BinaryPrimitives.ReadDoubleBigEndian(Span(8))));
                break;
            case PickleOpcode.ShortBinUnicode:
                _machine.Push(DocumentValue.Of(names.Text(Span(Byte()))));
                break;
            case PickleOpcode.BinUnicode:
                _machine.Push(DocumentValue.Of(names.Text(Span(Length4()))));
                break;
            case PickleOpcode.BinUnicode8:
                _machine.Push(DocumentValue.Of(names.Text(Span(Length8()))));
                break;
            case PickleOpcode.ShortBinBytes:
                _machine.Push(Bytes(Byte()));
                break;
            case PickleOpcode.BinBytes:
                _machine.Push(Bytes(Length4()));
                break;
            case PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8:
                _machine.Push(Bytes(Length8()));
                break;
            case PickleOpcode.BinPut:
                _machine.Put(Byte());
                break;
            case PickleOpcode.LongBinPut:
                _machine.Put(BinaryPrimitives.ReadUInt32LittleEndian(Span(4)));
                break;
            case PickleOpcode.Memoize:
                _machine.Memoize();
                break;
            case PickleOpcode.BinGet:
                _machine.Get(Byte());
                break;
            case PickleOpcode.LongBinGet:
                _machine.Get(BinaryPrimitives.ReadUInt32LittleEndian(Span(4)));
                break;
            case PickleOpcode.Frame:
                if (Length8() > _payload.Length - _at)
                    throw new EndOfStreamException();
                break;
            default:
                if (!FollowCollection(opcode))
                    FollowName(opcode);
                break;
        }
    }

    private bool FollowCollection(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark:
                _machine.Mark();
                return true;
            case PickleOpcode.Pop:
                _machine.PopValueOrMark();
                return true;
            case PickleOpcode.PopMark:
                _machine.PopMark();
                return true;
            case PickleOpcode.Dup:
                _machine.Push(_machine.Top);
                return true;
            case PickleOpcode.EmptyDict:
                _machine.Push(DocumentValue.Of(new DocumentMap()));
                return true;
            case PickleOpcode.EmptyList or PickleOpcode.EmptySet or PickleOpcode.EmptyTuple:
                _machine.Push(DocumentValue.Of(new DocumentList()));
                return true;
            case PickleOpcode.Tuple or PickleOpcode.FrozenSet:
                _machine.Push(DocumentValue.Of(new DocumentList(_machine.PopMark())));
                return true;
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                _machine.Push(DocumentValue.Of(_machine.Tuple(opcode - PickleOpcode.Tuple1 + 1)));
                return true;
            case PickleOpcode.Append:
                DocumentValue one = _machine.Pop();
                List().Add(one);
                return true;
            case PickleOpcode.Appends or PickleOpcode.AddItems:
                ReadOnlySpan<DocumentValue> items = _machine.PopMark();
                List().Add(items);
                return true;
            case PickleOpcode.SetItem:
                (DocumentValue value, DocumentValue key) = (_machine.Pop(), _machine.Pop());
                Map().Add(key, value);
                return true;
            case PickleOpcode.SetItems:
                SetItems(_machine.PopMark());
                return true;
            default:
                return false;
        }
    }

    private void FollowName(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global:
                (string module, string name) = (Line(), Line());
                _machine.Push(PickleObjects.Global(module, name));
                break;
            case PickleOpcode.StackGlobal:
                (DocumentValue second, DocumentValue first) = (_machine.Pop(), _machine.Pop());
                _machine.Push(PickleObjects.Global(first.Text ?? "", second.Text ?? ""));
                break;
            case PickleOpcode.Reduce:
                (DocumentValue arguments, DocumentValue callable) = (_machine.Pop(), _machine.Pop());
                _machine.Push(_objects.Made(callable, arguments));
                break;
            case PickleOpcode.Build:
                DocumentValue state = _machine.Pop();
                PickleObjects.Build(_machine.Top, state);
                break;
            default:
                throw new ScanV1Exception("forbidden_pickle", $"opcode 0x{opcode:x2} at byte {_at - 1} is none of data");
        }
    }

    private void SetItems(ReadOnlySpan<DocumentValue> items)
    {
        if (items.Length % 2 != 0)
            throw new ScanV1Exception("malformed_pickle", "a key has no value");
        DocumentMap map = Map();
        map.Grow(items.Length / 2);
        for (int i = 0; i < items.Length; i += 2)
            map.Add(items[i], items[i + 1]);
    }

    private DocumentList List() => _machine.Top.List ?? throw new ScanV1Exception("malformed_pickle", "an item goes to what is no list");

    private DocumentMap Map() => _machine.Top.Map ?? throw new ScanV1Exception("malformed_pickle", "an entry goes to what is no map");

    // Two's complement, little-endian; what fits no int64 becomes the nearest float64. The detour over its digits rounds, a cast would cut.
    private static DocumentValue Long(ReadOnlySpan<byte> bytes)
    {
        var value = new BigInteger(bytes, isUnsigned: false, isBigEndian: false);
        return value >= long.MinValue && value <= long.MaxValue ? DocumentValue.Of((long)value) : DocumentValue.Of(double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    private DocumentValue Bytes(int length)
    {
        int at = _at;
        Span(length);
        return DocumentValue.Of(new DocumentBytes(_payload.Slice(at, length)));
    }

    private string Line()
    {
        int length = _payload.Span[_at..].IndexOf((byte)'\n');
        if (length < 0)
            throw new EndOfStreamException();
        string line = names.Text(Span(length));
        _at++;
        return line;
    }

    private byte Byte() => _at < _payload.Length ? _payload.Span[_at++] : throw new EndOfStreamException();

    private int Length4() => BinaryPrimitives.ReadUInt32LittleEndian(Span(4)) is var length and <= int.MaxValue ? (int)length : throw new EndOfStreamException();

    private int Length8() => BinaryPrimitives.ReadUInt64LittleEndian(Span(8)) is var length and <= int.MaxValue ? (int)length : throw new EndOfStreamException();

    private ReadOnlySpan<byte> Span(int length)
    {
        if (length > _payload.Length - _at)
            throw new EndOfStreamException();
        ReadOnlySpan<byte> span = _payload.Span.Slice(_at, length);
        _at += length;
        return span;
    }
}
