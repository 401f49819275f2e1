using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Exafs.Adapters.Influx;
using Exafs.Pipeline.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Exafs.SystemTests.Adapters;

/// <summary>TLS to a server whose certificate comes from an authority of one's own.</summary>
public sealed class InfluxTrustTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-tls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Authority_ThatSignedTheServer_IsTrusted_AndNoOther()
    {
        using X509Certificate2 ours = Authority("institute"), other = Authority("somebody"), certificate = Signed(ours);
        await using WebApplication server = await ServeAsync(certificate);
        var url = new Uri(server.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        await WriteAsync(url, Pem("ours.pem", ours));
        await WriteAsync(url, Pem("both.pem", other, ours));

        Assert.Equal("unreachable", (await Assert.ThrowsAsync<DeliveryException>(() => WriteAsync(url, Pem("other.pem", other)))).Reason);
        Assert.Equal("unreachable", (await Assert.ThrowsAsync<DeliveryException>(() => WriteAsync(url, null))).Reason);
    }

    [Fact]
    public void File_WithoutCertificates_IsRefused()
    {
        string file = Path.Combine(_folder, "none.pem");
        File.WriteAllText(file, "nothing");
        Assert.Contains("none.pem", Assert.Throws<IOException>(() => Target(new Uri("https://localhost"), file)).Message, StringComparison.Ordinal);
    }

    private static InfluxTarget Target(Uri url, string? authority) => new(new InfluxOptions { Url = url, Org = "facility", Bucket = "exafs", CertificateAuthority = authority });

    private static async Task WriteAsync(Uri url, string? authority)
    {
        using InfluxTarget target = Target(url, authority);
        await target.WriteAsync(["exafs_scan n_points=1i 1"], default);
    }

    private string Pem(string name, params X509Certificate2[] certificates)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, string.Join('\n', certificates.Select(certificate => certificate.ExportCertificatePem())));
        return file;
    }

    private static async Task<WebApplication> ServeAsync(X509Certificate2 certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        server.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        await server.StartAsync();
        return server;
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Signed(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(authority, authority.NotBefore, authority.NotAfter, [1, 2, 3, 4]);
        using X509Certificate2 whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
