using Exafs.Physics.Scattering;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>FEFF's packed numbers: a line of its phase.pad of iron, whose numbers feff.pad of the same run also prints as text.</summary>
public sealed class PadReaderTests
{
    private const string Line = "!S<y|QIisRKg&c5DwRKg&c5Dw";

    [Fact]
    public void Doubles_OfFeffsLine_AreWhatFeffPrints()
    {
        var numbers = new PadReader(new StringReader(Line)).Doubles(3);

        Assert.Equal(2.654252, numbers[0], 5e-7);
        Assert.Equal(-0.4385232, numbers[1], 5e-8);
        Assert.Equal(numbers[1], numbers[2]);
    }

    [Fact]
    public void Complexes_OverTwoLines_AreReadOn() =>
        Assert.Equal(-0.4385232, new PadReader(new StringReader($"{Line}\n${Line[1..9]}")).Complexes(2)[0].Imaginary, 5e-8);

    [Theory]
    [InlineData("")]
    [InlineData("!S<y|QI")]
    [InlineData("!S<y|QIisRKg&c5D")]
    [InlineData("!S<y|QIi\u00e9")]
    [InlineData(Line)]
    public void Doubles_OfDamagedLine_AreRefused(string line) =>
        Assert.Throws<InvalidDataException>(() => new PadReader(new StringReader(line)).Doubles(4));

    [Theory]
    [InlineData("", "0 of 8 numbers")]
    [InlineData(" 1 79 59 0 1 1 x 8", "x is not a number")]
    [InlineData(" 2 79 59 0 1 1 1 8", "without spin")]
    [InlineData(" 1 79 59 0 2 1 1 8", "one kind of scatterer")]
    [InlineData(" 1 79 59 0 1 4 1 8", "shell 4")]
    [InlineData(" 1 79 99 0 1 1 1 8", "99 of 79 energies")]
    [InlineData(" 1 79 59 0 1 1 1 8", "ends too early")]
    public void ReadPhasePad_OfOtherOrDamagedFile_SaysWhatIsWrong(string header, string problem) =>
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => PhasePad.Read(new StringReader(header))).Message, StringComparison.Ordinal);
}
