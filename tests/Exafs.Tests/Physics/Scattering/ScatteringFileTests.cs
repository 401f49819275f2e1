using System.Numerics;
using Exafs.Physics.Libraries;
using Exafs.Physics.Scattering;

namespace Exafs.Tests.Physics.Scattering;

public sealed class ScatteringFileTests
{
    [Theory]
    [InlineData("fe", 26)]
    [InlineData("cu", 29)]
    public void Read_OfPack_IsOfItsElement(string pack, int atomicNumber)
    {
        var data = IronScattering.Read(pack);

        Assert.Equal((atomicNumber, "K"), (data.AtomicNumber, data.Edge));
        Assert.InRange(data.K[^1], 18, 25);
        Assert.All(data.Momentum.Zip(data.K), pair => Assert.True(pair.First.Real > pair.Second)); // the electron is faster in the solid than its k
        Assert.All(data.Central, central => Assert.InRange(central.Magnitude, 0.5, 2));
        Assert.InRange(data.Scatterer.PlaneWaveAmplitude(40, -1, data.Momentum[40]).Magnitude, 0.1, 2); // |f(π)|, Å, at k = 6 Å⁻¹
        Assert.Equal("Feff8L (EXAFS) 0.1", data.Source["program"]);
    }

    [Fact]
    public void Write_OfWhatWasRead_IsTheSameFile()
    {
        var data = IronScattering.Data;
        using MemoryStream first = new(), second = new();
        ScatteringFile.Write(data, first);
        first.Position = 0;
        ScatteringFile.Write(ScatteringFile.Read(first), second);

        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void PhaseShift_OfItsOwnAmplitude_IsThatPhase()
    {
        Complex shift = new(0.7, 0.02);
        var waves = new PartialWaves(2, [Complex.Zero, Complex.Exp(Complex.ImaginaryOne * shift) * Complex.Sin(shift)]);

        Assert.InRange((waves.PhaseShift(1, 0) - shift).Magnitude, 0, 1e-14);
    }

    [Theory]
    [InlineData("k", "not everything has")]
    [InlineData("scatterer", "not [l, n, 2]")]
    [InlineData("absorber", "no tensor absorber")]
    [InlineData("format", "not exafs-scattering-v1")]
    [InlineData("edge", "edge is missing")]
    [InlineData("momentum", "not go forward")]
    public void Read_OfWrongFile_SaysWhatIsWrong(string part, string problem)
    {
        using var memory = new MemoryStream();
        ScatteringFile.Write(IronScattering.Data, memory);
        memory.Position = 0;
        var whole = Safetensors.Read(memory);
        var n = IronScattering.Data.K.Length;
        var tensors = whole.Tensors.Values.Where(tensor => tensor.Name != part).ToList();
        if (part == "k") tensors.Add(StoredTensor.Doubles("k", [.. Enumerable.Range(0, n - 1)], n - 1));
        if (part == "scatterer") tensors.Add(StoredTensor.Doubles("scatterer", new double[2 * n], n, 2));
        if (part == "momentum") tensors.Add(StoredTensor.Doubles("momentum", new double[2 * n], n, 2));
        using var changed = new MemoryStream();
        Safetensors.Of(tensors, whole.Metadata.Where(text => text.Key != part)).Write(changed);
        changed.Position = 0;

        var message = Assert.Throws<InvalidDataException>(() => ScatteringFile.Read(changed)).Message;
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }
}
