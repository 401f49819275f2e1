namespace MessagePack;

/// <summary>What stands before an extension's bytes.</summary>
public struct ExtensionHeader(sbyte typeCode, uint length) : IEquatable<ExtensionHeader>
{
    public ExtensionHeader(sbyte typeCode, int length) : this(typeCode, (uint)length) { }

    /// <summary>-1 is the timestamp; the application owns 0 to 127.</summary>
    public sbyte TypeCode { get; private set; } = typeCode;

    /// <summary>Bytes that follow.</summary>
    public uint Length { get; private set; } = length;

    public readonly bool Equals(ExtensionHeader other) => TypeCode == other.TypeCode && Length == other.Length;
    public override readonly bool Equals(object? obj) => obj is ExtensionHeader other && Equals(other);
    public static bool operator ==(ExtensionHeader left, ExtensionHeader right) => left.Equals(right);
    public static bool operator !=(ExtensionHeader left, ExtensionHeader right) => !left.Equals(right);
    public override readonly int GetHashCode() => HashCode.Combine(TypeCode, Length);
}
