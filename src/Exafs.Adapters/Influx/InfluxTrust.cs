using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Exafs.Adapters.Influx;

/// <summary>TLS with a certificate authority of one's own, as institutes have.</summary>
internal static class InfluxTrust
{
    /// <summary>A client that trusts the authorities in the file, and no other.</summary>
    /// <param name="file">PEM, one or several certificates.</param>
    /// <exception cref="IOException">The file cannot be read, or has no certificate.</exception>
    public static HttpClient Client(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (CryptographicException e)
        {
            throw new IOException($"{file}: no certificates in PEM: {e.Message}", e);
        }

        if (authorities.Count == 0)
            throw new IOException($"{file}: no certificates in PEM");
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } }) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
