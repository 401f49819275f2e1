using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;

namespace Exafs.Tests.Pipeline.Alerts;

public sealed class AlertConditionTests
{
    [Fact]
    public void Parse_WhatIsAllowed_IsTaken()
    {
        Assert.Equal(new EventCondition(ChangeKind.Onset, null), AlertCondition.Parse("event onset").Condition);
        Assert.Equal(new EventCondition(ChangeKind.UnknownStructure, null), AlertCondition.Parse("event unknown_structure").Condition);
        Assert.Equal(new EventCondition(ChangeKind.Instrument, "i0_loss"), AlertCondition.Parse(" event  instrument i0_loss").Condition);
        Assert.Equal(new FeatureCondition("r1_angstrom", ">", 2.55), AlertCondition.Parse("r1_angstrom > 2.55").Condition);
        Assert.Equal(new FeatureCondition("phase_fcc", "<=", 1e-3), AlertCondition.Parse("phase_fcc <= 1e-3").Condition);
    }

    [Theory]
    [InlineData("")]
    [InlineData("event")]
    [InlineData("event explosion")]
    [InlineData("r1_angstrom == 2")]
    [InlineData("r1_angstrom > much")]
    [InlineData("r1_angstrom > NaN")]
    [InlineData("r1-angstrom > 2")]
    [InlineData("r1_angstrom>2")]
    public void Parse_AnythingElse_SaysWhatIsAllowed(string text)
    {
        var (condition, problem) = AlertCondition.Parse(text);

        Assert.Null(condition);
        Assert.NotEmpty(problem!);
    }

    [Theory]
    [InlineData("cause=top_up", true)]
    [InlineData("cause=~top.*", true)]
    [InlineData("cause=~op", false)]
    [InlineData("nothing=", true)]
    [InlineData("cause=glitch", false)]
    public void Silence_Matchers_AreOfTheWholeValue(string matcher, bool covers)
    {
        var silence = new AlertSilence { Matchers = ["alertname=instrument", matcher], UntilUtc = DateTimeOffset.UnixEpoch.AddHours(1) };
        var labels = new Dictionary<string, string> { ["alertname"] = "instrument", ["cause"] = "top_up" };

        Assert.Equal(covers, silence.Covers(labels, DateTimeOffset.UnixEpoch));
        Assert.False(silence.Covers(labels, DateTimeOffset.UnixEpoch.AddHours(1)));
    }

    [Fact]
    public void Silence_ExpressionThatNeverEnds_KeepsNothingFromAnybody()
    {
        var silence = new AlertSilence { Matchers = ["a=~(x+x+)+y"], UntilUtc = DateTimeOffset.UnixEpoch.AddHours(1) };

        Assert.False(silence.Covers(new Dictionary<string, string> { ["a"] = new('x', 5000) }, DateTimeOffset.UnixEpoch));
        Assert.NotNull(AlertSilence.Problem("a=~("));
        Assert.NotNull(AlertSilence.Problem("nothing"));
        Assert.Null(AlertSilence.Problem("a=b"));
    }
}
