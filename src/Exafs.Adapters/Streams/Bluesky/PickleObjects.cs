using System.Text;
using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>What a pickle's permitted calls stand for: arrays, scalars and types of numpy, and what is of no use to us.</summary>
internal sealed class PickleObjects
{
    private int _encodable;

    public void Clear(int bytes) => _encodable = bytes;

    /// <exception cref="ScanV1Exception">The name is not on the list.</exception>
    public static DocumentValue Global(string module, string name) => Known(module, name) is var global and not PickleGlobal.Forbidden
        ? DocumentValue.OfOther(global)
        : throw new ScanV1Exception("forbidden_pickle", $"it asks for {Short(module)}.{Short(name)}");

    /// <summary>What a permitted name makes of its arguments.</summary>
    public DocumentValue Made(DocumentValue callable, DocumentValue arguments)
    {
        if (callable.Other is not PickleGlobal global || arguments.List is not { } list)
            throw new ScanV1Exception("forbidden_pickle", "it calls what is no permitted name");
        return (global, list.Count) switch
        {
            (PickleGlobal.NumpyDtype, >= 1) when list[0].Text is { } type => DocumentValue.OfOther(new Dtype { Type = type }),
            (PickleGlobal.NumpyReconstruct, 3) when list[0].Other is PickleGlobal.NumpyArray => DocumentValue.Of(DocumentArray.Incomplete()),
            (PickleGlobal.NumpyScalar, 2) when list[0].Other is Dtype type => Scalar(type, list[1]),
            (PickleGlobal.NumpyFromBuffer, 4) when list[1].Other is Dtype type && list[0].Bytes is { } bytes =>
                DocumentValue.Of(DocumentArray.Of(type.Element, bytes.Memory, DocumentArray.ShapeOf(list[2]), list[3].Text == "F")),
            (PickleGlobal.Encode, 2) when list[0].Text is { } text && list[1].Text == "latin1" => DocumentValue.Of(new DocumentBytes(Latin1(text))),
            (PickleGlobal.OrderedMap, 0) => DocumentValue.Of(new DocumentMap()),
            (PickleGlobal.Set, 1) when list[0].List is { } items => DocumentValue.Of(items),
            (PickleGlobal.ByteArray, 1) when list[0].Bytes is { } bytes => DocumentValue.Of(bytes),
            (PickleGlobal.ByteArray, 0) => DocumentValue.Of(new DocumentBytes(default)),
            (PickleGlobal.Other, _) => DocumentValue.OfOther(),
            _ => throw new ScanV1Exception("forbidden_pickle", $"it calls {global} with {list.Count} arguments that are not those of numpy"),
        };
    }

    /// <summary>Completes an array or its type, as numpy's __setstate__ does.</summary>
    public static void Build(DocumentValue built, DocumentValue state)
    {
        var list = state.List;
        if (built.Other is Dtype type && list is { Count: >= 2 })
            type.Order = list[1].Text ?? "";
        else if (built.Array is { IsComplete: false } array && list is { Count: 5 } && list[2].Other is Dtype element)
            array.Complete(list[4].Bytes is null ? default : element.Element, list[4].Bytes?.Memory ?? default, DocumentArray.ShapeOf(list[1]), list[3].IsTrue);
        else
            throw new ScanV1Exception("forbidden_pickle", "it sets the state of an object");
    }

    private static PickleGlobal Known(string module, string name) => (module, name) switch
    {
        ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct") => PickleGlobal.NumpyReconstruct,
        ("numpy.core.multiarray" or "numpy._core.multiarray", "scalar") => PickleGlobal.NumpyScalar,
        ("numpy.core.numeric" or "numpy._core.numeric", "_frombuffer") => PickleGlobal.NumpyFromBuffer,
        ("numpy", "dtype") => PickleGlobal.NumpyDtype,
        ("numpy", "ndarray") => PickleGlobal.NumpyArray,
        ("_codecs", "encode") => PickleGlobal.Encode,
        ("collections", "OrderedDict") => PickleGlobal.OrderedMap,
        ("builtins" or "__builtin__", "set" or "frozenset") => PickleGlobal.Set,
        ("builtins" or "__builtin__", "bytearray") => PickleGlobal.ByteArray,
        ("builtins" or "__builtin__", "complex") => PickleGlobal.Other,
        ("datetime", "datetime" or "date" or "time" or "timedelta" or "timezone") => PickleGlobal.Other,
        ("pathlib", "PosixPath" or "PurePosixPath" or "WindowsPath" or "PureWindowsPath") => PickleGlobal.Other,
        _ => PickleGlobal.Forbidden,
    };

    private static DocumentValue Scalar(Dtype type, DocumentValue data)
    {
        if (!type.Element.IsNumber || data.Bytes is not { } bytes)
            return type.Text(data.Bytes) is { } text ? DocumentValue.Of(text) : DocumentValue.OfOther();
        return DocumentArray.Of(type.Element, bytes.Memory, []).ToScalar();
    }

    // Protocol 2 writes bytes as a text. Each is encoded once and remembered, so that all of them are no more than the pickle itself.
    private byte[] Latin1(string text)
    {
        _encodable -= text.Length;
        return _encodable >= 0 ? Encoding.Latin1.GetBytes(text) : throw new ScanV1Exception("too_large", "it encodes more bytes than it has");
    }

    private static string Short(string name) => name.Length <= 64 ? name : name[..64] + "…";

    private sealed class Dtype
    {
        public required string Type { get; init; }

        public string Order { get; set; } = "";

        public DocumentElement Element => DocumentElement.Of(Order + Type);

        // numpy.str_: four bytes a character.
        public string? Text(DocumentBytes? bytes) => bytes is { Memory.Length: <= 4 * 1024 } && Type.StartsWith('U')
            ? (Order == ">" ? new UTF32Encoding(bigEndian: true, byteOrderMark: false) : Encoding.UTF32).GetString(bytes.Memory.Span).TrimEnd('\0')
            : null;
    }
}
