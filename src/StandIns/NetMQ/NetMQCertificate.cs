namespace NetMQ;

/// <summary>A pair of keys for CURVE, 32 bytes each, or the public one alone; as text in Z85 (40 characters, ZeroMQ RFC 32).</summary>
public class NetMQCertificate
{
    /// <summary>A new pair.</summary>
    public unsafe NetMQCertificate()
    {
        byte* publicText = stackalloc byte[41], secretText = stackalloc byte[41];
        Native.Check(Native.zmq_curve_keypair(publicText, secretText));
        PublicKey = Z85.Decode(new string((sbyte*)publicText));
        SecretKey = Z85.Decode(new string((sbyte*)secretText));
    }

    public NetMQCertificate(byte[] secretKey, byte[] publicKey)
    {
        SecretKey = Checked(secretKey);
        PublicKey = Checked(publicKey);
    }

    public NetMQCertificate(string secretKey, string publicKey) : this(Z85.Decode(secretKey), Z85.Decode(publicKey)) { }

    private NetMQCertificate(byte[] publicKey) => PublicKey = Checked(publicKey);

    /// <summary>The pair that belongs to a secret key.</summary>
    public static unsafe NetMQCertificate CreateFromSecretKey(byte[] secretKey)
    {
        byte* publicText = stackalloc byte[41];
        Span<byte> text = stackalloc byte[41];
        System.Text.Encoding.ASCII.GetBytes(Z85.Encode(Checked(secretKey)), text);
        fixed (byte* secretText = text)
            Native.Check(Native.zmq_curve_public(publicText, secretText));
        return new NetMQCertificate(secretKey, Z85.Decode(new string((sbyte*)publicText)));
    }

    public static NetMQCertificate CreateFromSecretKey(string secretKey) => CreateFromSecretKey(Z85.Decode(secretKey));

    public static NetMQCertificate FromPublicKey(byte[] publicKey) => new(publicKey);

    public static NetMQCertificate FromPublicKey(string publicKey) => new(Z85.Decode(publicKey));

    public byte[]? SecretKey { get; }
    public string? SecretKeyZ85 => SecretKey is { } key ? Z85.Encode(key) : null;
    public bool HasSecretKey => SecretKey != null;
    public byte[] PublicKey { get; }
    public string PublicKeyZ85 => Z85.Encode(PublicKey);

    private static byte[] Checked(byte[] key) =>
        key.Length == 32 ? key : throw new ArgumentException("A key has 32 bytes, or 40 characters.", nameof(key));
}
