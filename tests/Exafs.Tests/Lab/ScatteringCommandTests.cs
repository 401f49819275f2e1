using Exafs.Lab;

namespace Exafs.Tests.Lab;

/// <summary>What exafs-lab scattering says to those who ask for what cannot be.</summary>
public sealed class ScatteringCommandTests
{
    [Theory]
    [InlineData("Xx is not an element", "Xx", "bcc", "2.8", "K")]
    [InlineData("diamond is not one of bcc, fcc", "C", "diamond", "3.57", "K")]
    [InlineData("a lattice parameter of 0.5 Å", "Fe", "bcc", "0.5", "K")]
    [InlineData("the edge L3 is not one of K, L1", "Fe", "bcc", "2.8665", "L3")]
    public void Run_OfNoCrystal_SaysSoAndWritesNothing(string problem, string element, string structure, string lattice, string edge)
    {
        var output = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var words = new StringWriter();

        var code = CommandLine.Run(["scattering", "--element", element, "--structure", structure, "--lattice", lattice, "--edge", edge, "--output", output], TextWriter.Null, People.On(words, terminal: false), default);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Equal(problem, words.ToString().Trim());
        Assert.False(File.Exists(output));
    }
}
