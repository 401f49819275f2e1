using System.Text;

namespace NetMQ;

/// <summary>What a frame's flags say.</summary>
[Flags]
public enum MsgFlags : byte
{
    None = 0,
    More = 1,
}

/// <summary>Where a frame's bytes live.</summary>
public enum MsgType : byte
{
    Uninitialised = 0,
    Empty = 101,
    GC = 102,
    Pool = 103,
}

/// <summary>
/// One frame, for receiving and sending without a copy that the caller did not ask for. Initialise before use, close after.
/// </summary>
public struct Msg
{
    private byte[]? data;
    private int offset;

    public int Size { get; private set; }
    public MsgType MsgType { get; private set; }
    public MsgFlags Flags { get; private set; }

    public readonly bool IsInitialised => MsgType != MsgType.Uninitialised;
    public readonly bool IsEmpty => data == null || Size == 0;
    public readonly bool HasMore => (Flags & MsgFlags.More) != 0;

    public void InitEmpty() => this = new Msg { MsgType = MsgType.Empty };

    /// <summary>A frame of <paramref name="size"/> bytes to be written into.</summary>
    public void InitPool(int size) => this = new Msg { MsgType = MsgType.Pool, data = GC.AllocateUninitializedArray<byte>(size), Size = size };

    /// <summary>A frame over the caller's array.</summary>
    public void InitGC(byte[] data, int size) => InitGC(data, 0, size);

    public void InitGC(byte[] data, int offset, int size) =>
        this = new Msg { MsgType = MsgType.GC, data = data, offset = offset, Size = size };

    public void SetFlags(MsgFlags flags) => Flags |= flags;

    public void ResetFlags(MsgFlags flags) => Flags &= ~flags;

    /// <exception cref="FaultException">It is not initialised, or closed already.</exception>
    public void Close()
    {
        if (!IsInitialised)
            throw new FaultException("Cannot close an uninitialised Msg.");
        this = default;
    }

    /// <summary>The frame's bytes, valid until it is closed or received into again.</summary>
    public readonly Span<byte> Slice() => new(data, offset, Size);

    public readonly Memory<byte> SliceAsMemory() => new(data, offset, Size);

    public readonly void CopyTo(Span<byte> span) => Slice().CopyTo(span);

    public readonly byte[] ToArray() => Slice().ToArray();

    public readonly byte[] CloneData() => Slice().ToArray();

    public readonly string GetString(Encoding encoding) => encoding.GetString(Slice());

    public readonly byte this[int index]
    {
        get => data![offset + index];
        set => data![offset + index] = value;
    }

    public static implicit operator Span<byte>(Msg msg) => msg.Slice();

    public static implicit operator ReadOnlySpan<byte>(Msg msg) => msg.Slice();

    public override readonly string ToString() => $"NetMQ.Msg[{MsgType},{Size},{Flags}]";

    internal void Fill(ReadOnlySpan<byte> received, bool more)
    {
        if (received.IsEmpty)
            InitEmpty();
        else
            InitPool(received.Length);
        received.CopyTo(Slice());
        if (more)
            SetFlags(MsgFlags.More);
    }

    /// <summary>The bytes as an array, without a copy where the frame fills its own.</summary>
    internal readonly byte[] TakeArray() => data is { } own && offset == 0 && own.Length == Size ? own : ToArray();
}
