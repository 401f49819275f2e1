namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>Bytes of a document: where they can be, the message's own.</summary>
internal sealed class DocumentBytes(ReadOnlyMemory<byte> memory)
{
    public ReadOnlyMemory<byte> Memory { get; } = memory;
}
