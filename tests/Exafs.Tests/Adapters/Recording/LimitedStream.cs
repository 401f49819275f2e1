namespace Exafs.Tests.Adapters.Recording;

/// <summary>A disk with room for so many bytes: what fits of a write is written, then it fails.</summary>
internal sealed class LimitedStream(long room) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        int fits = (int)Math.Min(count, Math.Max(0, room - Position));
        base.Write(buffer, offset, fits);
        if (fits < count)
            throw new IOException("No space left on device");
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);
}
