using Exafs.Adapters.SlowValues;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Adapters.SlowValues;

public class SlowSeriesTests
{
    private const double Limit = 10;

    // Times on a coarse grid, so that some are equal; values that are sometimes none.
    private static readonly Gen<(double Time, double Value)> s_reading =
        from time in Gen.Choose(0, 60)
        from value in Gen.Frequency((9, Gen.Choose(-500, 500).Select(v => v / 7.0)), (1, Gen.Elements(double.NaN, double.PositiveInfinity)))
        select (time * 1.5, value);

    [Fact]
    public void At_BetweenTwoReadings_IsOnTheirLine()
    {
        SlowSeries series = Of((100, 300), (101, 310));

        Assert.Equal(new SlowValue(302.5, SlowBasis.Interpolated, 1), series.At(100.25, Limit));
        Assert.Equal(new SlowValue(310, SlowBasis.Interpolated, 0), series.At(101, Limit));
    }

    [Theory]
    [InlineData(111, 310.0, SlowBasis.Held, 10)]
    [InlineData(111.5, null, SlowBasis.TooOld, 10.5)]
    [InlineData(90, 300.0, SlowBasis.Held, 10)]
    [InlineData(89.5, null, SlowBasis.TooNew, 10.5)]
    public void At_BesideAllReadings_HoldsTheNearestUpToTheLimit(double time, double? value, SlowBasis basis, double seconds) =>
        Assert.Equal(new SlowValue(value, basis, seconds), Of((100, 300), (101, 310)).At(time, Limit));

    [Fact]
    public void At_InAGapWiderThanTheLimit_IsNothing()
    {
        SlowSeries series = Of((100, 300), (110.5, 310), (111, 311));

        Assert.Equal(new SlowValue(null, SlowBasis.Gap, 10.5), series.At(100.5, Limit));
        Assert.Equal(310.5, series.At(110.75, Limit).Value);
    }

    [Fact]
    public void At_NoReadings_IsNothing() => Assert.Equal(new SlowValue(null, SlowBasis.None, 0), new SlowSeries(4).At(1, Limit));

    [Fact]
    public void Add_SameReadingTwice_IsTakenOnce_AndACorrectionHolds()
    {
        SlowSeries series = Of((1, 5), (2, 6));

        Assert.Equal("duplicate", series.Add(1, 5));
        Assert.Null(series.Add(1, 7));
        Assert.Equal((2, 7.0), (series.Count, series.At(1, Limit).Value));
    }

    [Fact]
    public void Add_WhenFull_LetsTheOldestGo_AndTakesNoneBeforeIt()
    {
        var series = new SlowSeries(3);
        foreach (int i in new[] { 1, 2, 3, 5 })
            Assert.Null(series.Add(i, i));

        Assert.Equal("too_late", series.Add(1, 1));
        Assert.Null(series.Add(4, 4));
        Assert.Equal((3, (5.0, 5.0)), (series.Count, series.Newest));
        Assert.Equal(SlowBasis.Held, series.At(2.5, Limit).Basis);
        Assert.Equal(3.5, series.At(3.5, Limit).Value);
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.NegativeInfinity)]
    public void Add_WhatIsNotFinite_IsLeftOut(double time, double value)
    {
        var series = new SlowSeries(3);

        Assert.Equal("not_finite", series.Add(time, value));
        Assert.Equal(0, series.Count);
        Assert.Null(Of((1, 1)).At(double.NaN, Limit).Value);
    }

    [Fact]
    public void Add_AnyOrder_GivesTheSameSeries() =>
        Prop.ForAll(
            Gen.Shuffle(Enumerable.Range(0, 40).ToArray()).ToArbitrary(),
            order =>
            {
                SlowSeries shuffled = Of([.. order.Select(i => (i * 0.7, Math.Sin(i)))]), sorted = Of([.. order.Order().Select(i => (i * 0.7, Math.Sin(i)))]);
                return Enumerable.Range(-30, 200).All(t => shuffled.At(t * 0.3, Limit) == sorted.At(t * 0.3, Limit));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void AddAndAt_AnyReadings_AreAsAListThatIsSortedAndSearchedWould() =>
        Prop.ForAll(
            (from capacity in Gen.Choose(2, 40)
             from readings in s_reading.ListOf()
             select (capacity, readings)).ToArbitrary(),
            given =>
            {
                var series = new SlowSeries(given.capacity);
                var model = new SortedDictionary<double, double>();
                foreach (var (time, value) in given.readings)
                {
                    if (series.Add(time, value) != Model(model, given.capacity, time, value))
                        return false;
                }

                return series.Count == model.Count && Enumerable.Range(-20, 230).Select(t => t / 2.0).All(t => IsSame(Model(model, t), series.At(t, Limit)));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void At_AnyReadings_IsBetweenReadingsThatAreNearEnough() =>
        Prop.ForAll(
            (from readings in s_reading.Where(r => double.IsFinite(r.Value)).NonEmptyListOf()
             from time in Gen.Choose(-100, 1000)
             from limit in Gen.Choose(0, 200)
             select (readings, time / 7.0, limit / 10.0)).ToArbitrary(),
            given =>
            {
                var (readings, time, limit) = given;
                SlowSeries series = Of([.. readings]);
                if (series.At(time, limit).Value is not { } value)
                    return true;
                var near = readings.Where(r => Math.Abs(r.Time - time) <= limit).ToArray();
                return near.Length > 0 && value >= near.Min(r => r.Value) && value <= near.Max(r => r.Value);
            }).QuickCheckThrowOnFailure();

    private static SlowSeries Of(params (double Time, double Value)[] readings)
    {
        var series = new SlowSeries(1000);
        foreach (var (time, value) in readings)
            series.Add(time, value);
        return series;
    }

    private static string? Model(SortedDictionary<double, double> model, int capacity, double time, double value)
    {
        if (!double.IsFinite(value))
            return "not_finite";
        if (model.TryGetValue(time, out double there))
        {
            model[time] = value;
            return there == value ? "duplicate" : null;
        }

        if (model.Count == capacity && time < model.Keys.First())
            return "too_late";
        model.Add(time, value);
        if (model.Count > capacity)
            model.Remove(model.Keys.First());
        return null;
    }

    private static double? Model(SortedDictionary<double, double> model, double time)
    {
        var before = model.Where(r => r.Key <= time).ToArray();
        var after = model.Where(r => r.Key >= time).ToArray();
        if (before.Length == 0 || after.Length == 0)
        {
            var nearest = before.Length > 0 ? before[^1] : after.FirstOrDefault(new KeyValuePair<double, double>(double.NaN, 0));
            return Math.Abs(nearest.Key - time) <= Limit ? nearest.Value : null;
        }

        double apart = after[0].Key - before[^1].Key;
        return apart == 0 ? after[0].Value : apart > Limit ? null : before[^1].Value + ((after[0].Value - before[^1].Value) * (time - before[^1].Key) / apart);
    }

    private static bool IsSame(double? expected, SlowValue found) => expected is null ? found.Value is null : found.Value is { } value && Math.Abs(value - expected.Value) < 1e-9;
}
