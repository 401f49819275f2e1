using System.Diagnostics;
using System.Text.Json;
using Exafs.Tests.Reference;
using Xunit.Abstractions;

namespace Exafs.SystemTests.Signal;

/// <summary>The whole chain against Debian's Larch, run here and now on the measured spectra of two Debian packages: parity that a newcomer can see.</summary>
public sealed class DebianLarchTests(DebianLarchTests.Larch larch, ITestOutputHelper output) : IClassFixture<DebianLarchTests.Larch>
{
    private static readonly string[] Files =
    [
        .. new[] { "cu.xmu", "cu_150k.xmu", "cu_rt01.xmu", "feo.xmu", "mno.xmu", "Cu2S.xmu" }.Select(name => "/usr/share/doc/ifeffit/examples/data/" + name),
        .. new[] { "EXAFS_Cu.dat", "EXAFS_Ge.dat" }.Select(name => "/usr/share/pymca/" + name),
    ];

    public static TheoryData<string> Spectra => new(Files);

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Reduce_OfMeasuredSpectrum_GivesNumbersOfInstalledLarch(string file)
    {
        var c = LarchComparison.Of(larch.Spectra[file], LarchCorpus.Larch0958);
        output.WriteLine(c.ToString());

        Assert.Equal(0, c.E0);
        AtMost(1e-7, c.EdgeStep, "edge step");
        AtMost(1e-8, c.Norm, "norm");
        AtMost(1e-5, c.Flat, "flat"); // Larch's own tolerance
        AtMost(1e-8, c.ChiNoClamp, "chi without clamps");
        AtMost(1e-8, c.ChiR, "chi(R)");
        AtMost(1e-8, c.ChiQ, "back transform");
        AtMost(1e-7, c.ChiExact, "chi with clamps, at the minimum that scipy finds");
        AtMost(1e-3, c.ChiLarch, "chi with clamps");
    }

    private static void AtMost(double tolerance, double? deviation, string what) =>
        Assert.True(deviation <= tolerance, $"{what} deviates by {deviation:e2}, allowed {tolerance:e0}");

    /// <summary>One run of Larch over all files.</summary>
    public sealed class Larch : IAsyncLifetime
    {
        public IReadOnlyDictionary<string, LarchSpectrum> Spectra { get; private set; } = new Dictionary<string, LarchSpectrum>();

        public async Task InitializeAsync()
        {
            var script = Path.Combine(RepositoryFolder.Path, "tests", "Exafs.SystemTests", "python", "larch_reference.py");
            var start = new ProcessStartInfo("/usr/bin/python3", [script, .. Files]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var python = Process.Start(start) ?? throw new InvalidOperationException("/usr/bin/python3 does not start");
            var error = python.StandardError.ReadToEndAsync();
            var text = await python.StandardOutput.ReadToEndAsync();
            await python.WaitForExitAsync();
            Assert.True(python.ExitCode == 0, $"Larch did not run (apt-get install python3-xraylarch ifeffit-doc pymca-data): {await error}");

            using var document = JsonDocument.Parse(text);
            Spectra = document.RootElement.GetProperty("spectra").EnumerateArray()
                .Select(element => element.Clone())
                .Select(LarchSpectrum.Of)
                .ToDictionary(s => s.Id);
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
