using Exafs.Physics.Libraries;

namespace Exafs.Tests.Physics.Libraries;

/// <summary>Rows that join, and what a reader gets back of them.</summary>
public sealed class StructureSetTests
{
    private static readonly double[] K = [0, 0.05, 0.1], R = [1.5, 1.52];

    [Fact]
    public void Joined_OfTwo_HasTheRowsOfBothInOrder()
    {
        var set = Back(StructureSet.Joined([Of(Sample(1)), Of(Sample(2))]));

        Assert.Equal((2, 3, 2), (set.Count, set.K.Length, set.R.Length));
        Assert.Equal([2f, 0.02f, -2f], set.ChiOf(1).ToArray());
        Assert.Equal([1f, 3f], set.NeighboursOf(0).ToArray());
        Assert.Equal([1, 2], set.Label("run"));
        Assert.Equal([300.5, 601], set.Label("temperature_kelvin"));
        Assert.True(double.IsNaN(set.Label("lattice_angstrom")[0]));
        Assert.Null(set.ChiOtherScattering);
        Assert.All(StructureSet.Labels, label => Assert.Equal(2, set.Label(label).Length));
    }

    [Fact]
    public void ChiGeneric_OfSmallNumbers_KeepsThreeDigits()
    {
        var sample = Sample(1) with { ChiGeneric = [1.2345e-4, -6.789e-6, 0] };
        var set = Back(Of(sample));

        var back = set.ChiGeneric.ToDoubles().Select(v => v * set.GenericFactor).ToArray();

        Assert.All(back.Zip(sample.ChiGeneric), pair => Assert.Equal(pair.Second, pair.First, 1e-3 * Math.Abs(pair.Second)));
    }

    [Fact]
    public void Joined_OfSetsThatDiffer_IsRefused()
    {
        var other = Sample(1) with { ChiOtherScattering = [1, 2, 3] };

        Assert.Throws<InvalidDataException>(() => StructureSet.Joined([Of(Sample(1)), Of(other)]));
        Assert.Throws<InvalidDataException>(() => StructureSet.Joined([Of(Sample(1)), StructureSet.Of(Sample(1), [0, 0.1, 0.2], R)]));
        Assert.Equal([1f, 2f, 3f], Back(Of(other)).ChiOtherScattering!.As<float>());
    }

    [Theory]
    [InlineData("chi")]
    [InlineData("shells")]
    [InlineData("scale")]
    [InlineData("k")]
    public void Of_FileWithoutATensor_IsRefused(string missing)
    {
        var file = Of(Sample(1)).File;

        var wrong = Assert.Throws<InvalidDataException>(() => StructureSet.Of(Safetensors.Of(file.Tensors.Remove(missing).Values, file.Metadata)));

        Assert.Contains(missing, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FileWithWrongTypeOrScale_IsRefused()
    {
        var file = Of(Sample(1)).File;

        Assert.Throws<InvalidDataException>(() => StructureSet.Of(Safetensors.Of(file.Tensors.SetItem("chi", StoredTensor.Doubles("chi", [1, 2, 3], 1, 3)).Values, file.Metadata)));
        Assert.Throws<InvalidDataException>(() => StructureSet.Of(Safetensors.Of(file.Tensors.Values)));
    }

    internal static StructureSample Sample(int run) => new()
    {
        Chi = [run, 0.01 * run, -run],
        ChiGeneric = [0, 0, 0],
        NeighboursPerAngstrom = [run, 3],
        Run = run,
        Potential = 0,
        Phase = 1,
        Split = LibrarySplit.Training,
        TemperatureKelvin = 300.5 * run,
        Lattice = double.NaN,
        Density = 0.085,
        Within32 = 14,
        Shells = [.. Enumerable.Range(0, 12).Select(i => (double)i)],
        LocalStructure = [0, 0, 0, 1, 0],
        Frames = 8,
        Scale = 1,
        DisplacementFactor = 1,
        Disorder = 0,
    };

    internal static StructureSet Of(StructureSample sample) => StructureSet.Of(sample, K, R);

    private static StructureSet Back(StructureSet set)
    {
        using var memory = new MemoryStream();
        set.File.Write(memory);
        memory.Position = 0;
        return StructureSet.Of(Safetensors.Read(memory));
    }
}
