using Xunit.Abstractions;

namespace Exafs.SystemTests.Faults;

/// <summary>A short campaign; tools/faults runs the long one.</summary>
public sealed class FaultCampaignTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Campaign_ShortOne_LosesNothingAndDoublesNothing()
    {
        await using var campaign = new FaultCampaign(cycles: 8, seed: 1, output.WriteLine);

        FaultResult result = await campaign.RunAsync();

        output.WriteLine(result.ToJson());
        Assert.True(result.IsGood, result.ToJson());
        Assert.True(result.Accepted > 50 && result.DeadLettered > 0 && result.Faults.Count > 2, result.ToJson());
    }
}
