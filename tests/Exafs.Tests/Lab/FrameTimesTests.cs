using System.Text;
using Exafs.Lab.Heat;
using Exafs.Lab.Replay;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Lab;

public sealed class FrameTimesTests
{
    private static readonly byte[] s_whole = RunFrames.Read(Path.Combine(RepositoryFolder.Path, "config", "runs", "fe-heating.frames")).Frames[0].Bytes;

    [Fact]
    public void MovedTo_OfAScan_EndsItThen_AndChangesNothingElse()
    {
        byte[] moved = FrameTimes.MovedTo(s_whole, 2e9);

        Assert.Equal(2e9, Time(moved, "end_time_unix_s"));
        Assert.Equal(Time(s_whole, "end_time_unix_s") - Time(s_whole, "start_time_unix_s"), 2e9 - Time(moved, "start_time_unix_s"), 1e-6);
        Assert.InRange(s_whole.Zip(moved).Count(pair => pair.First != pair.Second), 2, 2 * sizeof(double));
        Assert.Equal(s_whole.Length, moved.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)] // before the times
    public void MovedTo_OfATornMessage_LeavesIt(int length) => Assert.Equal(s_whole[..length], FrameTimes.MovedTo(s_whole.AsSpan(0, length), 2e9));

    private static double Time(byte[] frame, string name)
    {
        int at = frame.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name)) + name.Length + 1;
        return System.Buffers.Binary.BinaryPrimitives.ReadDoubleBigEndian(frame.AsSpan(at));
    }
}
