using Exafs.Lab;
using Exafs.Physics.Scattering;

namespace Exafs.SystemTests.Lab;

/// <summary>exafs-lab scattering with FEFF itself.</summary>
public sealed class ScatteringCommandTests
{
    [Fact]
    public void Run_OfCopper_WritesFileOfPack()
    {
        var folder = Directory.CreateTempSubdirectory("exafs-scattering-");
        try
        {
            var output = Path.Combine(folder.FullName, "cu.safetensors");
            var words = new StringWriter();

            var code = CommandLine.Run(["scattering", "--element", "Cu", "--structure", "fcc", "--lattice", "3.615", "--output", output], TextWriter.Null, People.On(words, terminal: false), default);

            Assert.True(code == ExitCode.Done, words.ToString());
            Assert.Contains("Cu K, 59 k to 20 Å⁻¹", words.ToString(), StringComparison.Ordinal);
            using var file = File.OpenRead(output);
            Assert.Equal("3.615", ScatteringFile.Read(file).Source["lattice_angstrom"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
