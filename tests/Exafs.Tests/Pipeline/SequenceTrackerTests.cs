using Exafs.Pipeline;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Pipeline;

public class SequenceTrackerTests
{
    [Theory]
    [InlineData(new long[] { 5, 6, 7 }, 3, 0, 0, 0, 0)]
    [InlineData(new long[] { 1, 4 }, 4, 2, 0, 0, 0)]
    [InlineData(new long[] { 1, 2, 2, 3 }, 3, 0, 1, 0, 0)]
    [InlineData(new long[] { 1, 4, 3, 2, 5 }, 5, 0, 0, 2, 0)]
    [InlineData(new long[] { 1, 3, 2, 2 }, 4, 0, 0, 1, 1)]
    [InlineData(new long[] { 7, 8, 0, 1 }, 4, 0, 0, 0, 1)]
    [InlineData(new long[] { 1, 5_000_000_000 }, 2, 0, 0, 0, 1)]
    [InlineData(new[] { long.MinValue, long.MaxValue }, 2, 0, 0, 0, 1)]
    public void Next_Numbers_TellsGapsFromRepeatsAndRestarts(long[] numbers, long announced, long missed, long repeated, long late, long restarts)
    {
        var tracker = numbers.Aggregate(new SequenceTracker(), (state, number) => state.Next(number));

        Assert.Equal((announced, missed, repeated, late, restarts), (tracker.Announced, tracker.Missed, tracker.Repeated, tracker.Late, tracker.Restarts));
    }

    [Fact]
    public void Next_AnyNumbers_AreConserved() =>
        Prop.ForAll(
            Gen.Choose(-5, 40).Select(n => (long)n).ListOf().ToArbitrary(),
            numbers =>
            {
                var tracker = numbers.Aggregate(new SequenceTracker(), (state, number) => state.Next(number));
                return tracker.Announced == numbers.Count - tracker.Repeated + tracker.Missed && tracker.Missed >= 0;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_ShuffledWithinTheMemory_EndsWithoutLoss() =>
        Prop.ForAll(
            Gen.Shuffle(Enumerable.Range(1, SequenceTracker.RememberedGaps).ToArray()).ToArbitrary(),
            numbers =>
            {
                var tracker = numbers.Prepend(0).Aggregate(new SequenceTracker(), (state, number) => state.Next(number));
                return tracker is { Missed: 0, Restarts: 0, Announced: SequenceTracker.RememberedGaps + 1 };
            }).QuickCheckThrowOnFailure();
}
