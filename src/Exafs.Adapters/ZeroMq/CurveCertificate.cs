using System.Text.RegularExpressions;
using NetMQ;

namespace Exafs.Adapters.ZeroMq;

/// <summary>
/// A pair of CURVE keys, or the public one alone, in the files that CZMQ and PyZMQ write and read (ZPL): NAME.key for everybody, NAME.key_secret for its owner alone.
/// </summary>
/// <remarks>RFC 26 (CurveZMQ), RFC 32 (Z85), https://pyzmq.readthedocs.io/en/latest/api/zmq.auth.html</remarks>
public sealed partial class CurveCertificate
{
    private CurveCertificate(string publicKey, string? secretKey) => (PublicKey, SecretKey) = (publicKey, secretKey);

    /// <summary>40 characters of Z85.</summary>
    public string PublicKey { get; }

    /// <summary>40 characters of Z85; null: this is somebody else's.</summary>
    public string? SecretKey { get; }

    /// <summary>A new pair.</summary>
    public static CurveCertificate New()
    {
        var pair = new NetMQCertificate();
        return new(pair.PublicKeyZ85, pair.SecretKeyZ85!);
    }

    /// <summary>Reads either kind of file.</summary>
    /// <exception cref="IOException">It cannot be read, or has no key.</exception>
    public static CurveCertificate Read(string path)
    {
        string text = File.ReadAllText(path);
        return new(Key(text, "public-key") ?? throw new IOException($"{path}: there is no public-key of 40 characters"), Key(text, "secret-key"));
    }

    /// <summary>Writes FOLDER/NAME.key and FOLDER/NAME.key_secret; what is there is never replaced.</summary>
    /// <exception cref="IOException">They cannot be written, or are there.</exception>
    public void Write(string folder, string name)
    {
        string keys = $"metadata\ncurve\n    public-key = \"{PublicKey}\"\n";
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, name + ".key"), "#   CURVE public key: for everybody who connects, or is connected to.\n" + keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Write(Path.Combine(folder, name + ".key_secret"), "#   CURVE secret key: DO NOT GIVE IT TO ANYBODY.\n" + keys + $"    secret-key = \"{SecretKey}\"\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    internal NetMQCertificate ToNetMQ() => SecretKey is { } secret ? new NetMQCertificate(secret, PublicKey) : NetMQCertificate.FromPublicKey(PublicKey);

    private static void Write(string path, string text, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }

    private static string? Key(string text, string name) =>
        KeyLine().Matches(text).FirstOrDefault(match => match.Groups[1].Value == name)?.Groups[2].Value;

    [GeneratedRegex("""^\s*(public-key|secret-key)\s*=\s*"?([0-9a-zA-Z.:+=^!/*?&<>()\[\]{}@%$#-]{40})"?\s*$""", RegexOptions.Multiline)]
    private static partial Regex KeyLine();
}
