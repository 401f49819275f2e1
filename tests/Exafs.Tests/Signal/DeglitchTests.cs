using System.Text.Json;
using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Signal;

public class DeglitchTests
{
    private static readonly Spectrum Ramp = new([1, 2, 3, 4, 5, 6], [10, 20, 30, 40, 50, 60]);

    /// <summary>Synthetic cases, which are always there, and those of the corpus.</summary>
    public static TheoryData<string> Cases => [.. All().Select(c => c.Name)];

    [Theory, MemberData(nameof(Cases))]
    public void RemoveSpikes_ReferenceCase_AgreesWithLarch(string name)
    {
        (_, double[] y, int window, double threshold, double[] expected) = All().Single(c => c.Name == name);
        Close.RelativeToMax(expected, Deglitch.RemoveSpikes(y, window, threshold), 1e-9, name);
    }

    [Fact]
    public void Drop_Ranges_LeavesTheRest()
    {
        Spectrum left = Deglitch.Drop(Ramp, [new EnergyRange(2, 3), new EnergyRange(5.5, 9)]);
        Assert.Equal([1.0, 4, 5], left.Energy.ToArray());
        Assert.Equal([10.0, 40, 50], left.Mu.ToArray());
    }

    [Fact]
    public void DropNearest_Energies_TakesOnePointEachIfItIsNear()
    {
        Assert.Equal([1.0, 3, 4, 6], Deglitch.DropNearest(Ramp, [2.2, 4.9, 8], 0.5).Energy.ToArray());
        Assert.Same(Ramp, Deglitch.DropNearest(Ramp, [8], 0.5));
    }

    private static IEnumerable<(string Name, double[] Y, int Window, double Threshold, double[] Expected)> All()
    {
        JsonElement golden = RepositoryFolder.ReferenceCase("remove-spikes", "case.json");
        foreach (JsonElement one in golden.GetProperty("cases").EnumerateArray())
        {
            (int window, double threshold) = (one.GetProperty("window").GetInt32(), one.Double("threshold"));
            yield return ($"synthetic {window} {threshold}", golden.Doubles("y"), window, threshold, one.Doubles("expected"));
        }

        if (LarchCorpus.TopLevel("extras_larch_2026.3.1.json") is not { } extras) yield break;
        foreach (JsonElement one in extras.GetProperty("remove_spikes_scipy").EnumerateArray())
        {
            (int window, double threshold, string id) = (one.GetProperty("window").GetInt32(), one.Double("threshold"), one.GetProperty("id").GetString()!);
            double[] y = LarchCorpus.Load(id).Mu, expected = [.. y], values = one.Doubles("new_value");
            int[] changed = [.. one.GetProperty("changed_index").EnumerateArray().Select(i => i.GetInt32())];
            for (int i = 0; i < changed.Length; i++) expected[changed[i]] = values[i];
            yield return ($"{id} {window} {threshold}", y, window, threshold, expected);
        }
    }
}
