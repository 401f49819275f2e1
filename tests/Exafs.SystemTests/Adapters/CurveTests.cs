using Exafs.Adapters.ZeroMq;
using Exafs.Lab;
using Exafs.Signal;

namespace Exafs.SystemTests.Adapters;

/// <summary>Encrypted streams from Debian's PyZMQ, both ways, with keys that either made.</summary>
public sealed class CurveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-curve-").FullName;
    private readonly string _endpoint = $"tcp://127.0.0.1:{Peer.FreePort()}";

    public CurveTests()
    {
        foreach (string name in new[] { "monitor", "publisher", "stranger" })
        {
            using StringWriter results = new(), said = new();
            Assert.Equal(0, CommandLine.Run(["curve-keys", name, "--output", _folder], results, People.On(said, terminal: false), default));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Connect_ToThePublisherWithItsKey_Hears()
    {
        using var publisher = Peer.Python("push_curve.py", _endpoint, "bind", File("publisher.key_secret"));
        Assert.Equal("secret", await FirstAsync(Options(bind: false) with { OwnKeys = CurveCertificate.Read(File("monitor.key_secret")), PublisherKey = CurveCertificate.Read(File("publisher.key")) }, 20));
    }

    [Fact]
    public async Task Connect_WithoutKeysOfItsOwn_Hears()
    {
        using var publisher = Peer.Python("push_curve.py", _endpoint, "bind", File("publisher.key_secret"));
        Assert.Equal("secret", await FirstAsync(Options(bind: false) with { PublisherKey = CurveCertificate.Read(File("publisher.key")) }, 20));
    }

    [Fact]
    public async Task Bind_PublisherThatKnowsTheKey_IsHeard()
    {
        using var publisher = Peer.Python("push_curve.py", _endpoint, "connect", File("publisher.key_secret"), File("monitor.key"));
        Assert.Equal("secret", await FirstAsync(Options(bind: true) with { OwnKeys = CurveCertificate.Read(File("monitor.key_secret")) }, 20));
    }

    [Fact]
    public async Task Connect_ToAPublisherWithOtherKeys_HearsNothing()
    {
        using var publisher = Peer.Python("push_curve.py", _endpoint, "bind", File("stranger.key_secret"));
        Assert.Null(await FirstAsync(Options(bind: false) with { PublisherKey = CurveCertificate.Read(File("publisher.key")) }, 3));
    }

    [Fact]
    public async Task Bind_PublisherThatHasAnotherKeyForUs_OrNone_IsNotHeard()
    {
        using var publisher = Peer.Python("push_curve.py", _endpoint, "connect", File("publisher.key_secret"), File("stranger.key"));
        using var plain = Peer.Python("push_many.py", _endpoint, "1", "100");
        Assert.Null(await FirstAsync(Options(bind: true) with { OwnKeys = CurveCertificate.Read(File("monitor.key_secret")) }, 3));
    }

    [Fact]
    public void Keys_AreForTheOwnerAlone_AndNeverReplaced()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File("monitor.key_secret")));
        Assert.Null(CurveCertificate.Read(File("monitor.key")).SecretKey);
        Assert.Throws<IOException>(() => CurveCertificate.New().Write(_folder, "monitor"));
        System.IO.File.WriteAllText(File("none.key"), "public-key = \"too short\"");
        Assert.Throws<IOException>(() => CurveCertificate.Read(File("none.key")));
    }

    private string File(string name) => Path.Combine(_folder, name);

    private ZeroMqOptions Options(bool bind) => new() { Endpoints = [_endpoint], Bind = bind, Pattern = ZeroMqPattern.Pull };

    private static async Task<string?> FirstAsync(ZeroMqOptions options, double seconds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await foreach (Scan scan in new ZeroMqScanSource(options, TimeProvider.System).ReadAllAsync(patience.Token))
            return scan.ScanId;
        return null;
    }
}
