using System.Globalization;
using Exafs.Lab;
using Exafs.Lab.Simulate;

namespace Exafs.Tests.Lab.Simulate;

public sealed class StageProgressTests
{
    [Fact]
    public void Run_InALog_SaysNowAndThenHowFarAndHowLong()
    {
        var said = new StringWriter(CultureInfo.InvariantCulture);
        var clock = new Clock();
        StageProgress.Run(People.On(said, terminal: false), clock, "runs", 10, 10, progress =>
        {
            for (var i = 0; i < 4; i++) progress.Skipped(1);
            for (var i = 0; i < 6; i++)
            {
                clock.Seconds += 6;
                progress.Finished(1);
            }
        });

        // What was there before does not make the rest look fast: 6 s a run, two done when the second line is due.
        Assert.Equal(["runs: 0 of 10", "runs: 6 of 10, 0:00:24 left", "runs: 8 of 10, 0:00:12 left", "runs: 10 of 10", ""], said.ToString().Split(Environment.NewLine));
    }

    [Fact]
    public void ForEach_WithAnException_EndsTheOthersAndThrowsIt()
    {
        var (begun, ended) = (0, 0);
        using var second = new ManualResetEventSlim();

        var thrown = Assert.Throws<IOException>(() => Workers.ForEach(Enumerable.Range(0, 1000), 2, (item, ending) =>
        {
            Interlocked.Increment(ref begun);
            if (item == 0)
            {
                second.Wait(TimeSpan.FromSeconds(10), CancellationToken.None);
                throw new IOException("full");
            }

            second.Set();
            ending.WaitHandle.WaitOne(TimeSpan.FromSeconds(10));
            Interlocked.Increment(ref ended);
            ending.ThrowIfCancellationRequested();
        }, CancellationToken.None));

        Assert.Equal(("full", 2, 1), (thrown.Message, begun, ended));
    }

    [Fact]
    public void ForEach_Stopped_ThrowsThat()
    {
        using var stopping = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => Workers.ForEach(Enumerable.Range(0, 1000), 1, (_, _) => stopping.Cancel(), stopping.Token));
    }

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(Seconds * 1000);
    }
}
