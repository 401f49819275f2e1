using System.Collections;
using System.Text;

namespace NetMQ;

/// <summary>A message of several frames.</summary>
public class NetMQMessage : IEnumerable<NetMQFrame>
{
    private readonly List<NetMQFrame> frames;

    public NetMQMessage(int expectedFrameCount = 4) => frames = new List<NetMQFrame>(expectedFrameCount);
    public NetMQMessage(IEnumerable<NetMQFrame> frames) => this.frames = [.. frames];
    public NetMQMessage(IEnumerable<byte[]> buffers) => frames = [.. buffers.Select(buffer => new NetMQFrame(buffer))];

    public NetMQFrame First => frames[0];
    public NetMQFrame Last => frames[^1];
    public bool IsEmpty => frames.Count == 0;
    public int FrameCount => frames.Count;
    public NetMQFrame this[int index] => frames[index];

    public void Append(NetMQFrame frame) => frames.Add(frame);
    public void Append(byte[] buffer) => frames.Add(new NetMQFrame(buffer));
    public void Append(string message) => frames.Add(new NetMQFrame(message));
    public void Append(string message, Encoding encoding) => frames.Add(new NetMQFrame(message, encoding));
    public void AppendEmptyFrame() => frames.Add(NetMQFrame.Empty);

    public void Push(NetMQFrame frame) => frames.Insert(0, frame);
    public void Push(byte[] buffer) => frames.Insert(0, new NetMQFrame(buffer));
    public void Push(string message) => frames.Insert(0, new NetMQFrame(message));

    /// <summary>Takes the first frame off.</summary>
    public NetMQFrame Pop()
    {
        NetMQFrame first = frames[0];
        frames.RemoveAt(0);
        return first;
    }

    public void Clear() => frames.Clear();

    public IEnumerator<NetMQFrame> GetEnumerator() => frames.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() =>
        IsEmpty ? "NetMQMessage[<no frames>]" : $"NetMQMessage[{string.Join(',', frames.Select(frame => frame.ConvertToString()))}]";
}
