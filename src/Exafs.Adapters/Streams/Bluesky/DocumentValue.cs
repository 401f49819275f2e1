namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>One value of a document: small, and copied rather than boxed.</summary>
internal readonly struct DocumentValue
{
    private readonly long _bits;
    private readonly object? _reference;

    private DocumentValue(DocumentKind kind, long bits, object? reference) => (Kind, _bits, _reference) = (kind, bits, reference);

    public DocumentKind Kind { get; }

    public static DocumentValue Of(bool value) => new(DocumentKind.Boolean, value ? 1 : 0, null);

    public static DocumentValue Of(long value) => new(DocumentKind.Integer, value, null);

    public static DocumentValue Of(double value) => new(DocumentKind.Number, BitConverter.DoubleToInt64Bits(value), null);

    public static DocumentValue Of(string value) => new(DocumentKind.Text, 0, value);

    public static DocumentValue Of(DocumentBytes value) => new(DocumentKind.Bytes, 0, value);

    public static DocumentValue Of(DocumentList value) => new(DocumentKind.List, 0, value);

    public static DocumentValue Of(DocumentMap value) => new(DocumentKind.Map, 0, value);

    public static DocumentValue Of(DocumentArray value) => new(DocumentKind.Array, 0, value);

    public static DocumentValue OfOther(object? reference = null) => new(DocumentKind.Other, 0, reference);

    /// <summary>The text; null where it is none.</summary>
    public string? Text => Kind == DocumentKind.Text ? (string)_reference! : null;

    /// <inheritdoc cref="Text"/>
    public DocumentBytes? Bytes => Kind == DocumentKind.Bytes ? (DocumentBytes)_reference! : null;

    /// <inheritdoc cref="Text"/>
    public DocumentList? List => Kind == DocumentKind.List ? (DocumentList)_reference! : null;

    /// <inheritdoc cref="Text"/>
    public DocumentMap? Map => Kind == DocumentKind.Map ? (DocumentMap)_reference! : null;

    /// <inheritdoc cref="Text"/>
    public DocumentArray? Array => Kind == DocumentKind.Array ? (DocumentArray)_reference! : null;

    /// <summary>What an Other stands for.</summary>
    public object? Other => Kind == DocumentKind.Other ? _reference : null;

    public bool IsFalse => Kind == DocumentKind.Boolean && _bits == 0;

    public bool IsTrue => Kind == DocumentKind.Boolean && _bits != 0;

    /// <summary>The integer; null where it is none.</summary>
    public long? Integer
    {
        get
        {
            if (Kind == DocumentKind.Integer)
                return _bits;
            return Kind is DocumentKind.Number or DocumentKind.Array && TryScalar(out double value) && value == Math.Floor(value) && Math.Abs(value) < 1L << 53 ? (long)value : null;
        }
    }

    /// <summary>The number; null where it is none.</summary>
    public double? Number => Kind != DocumentKind.None && TryScalar(out double value) ? value : null;

    /// <summary>A single number: true and false are 1 and 0, no value is NaN, and an array of one element is its element.</summary>
    public bool TryScalar(out double value)
    {
        switch (Kind)
        {
            case DocumentKind.Number:
                value = BitConverter.Int64BitsToDouble(_bits);
                return true;
            case DocumentKind.Integer or DocumentKind.Boolean:
                value = _bits;
                return true;
            case DocumentKind.None:
                value = double.NaN;
                return true;
            case DocumentKind.Array when ((DocumentArray)_reference!).Count == 1:
                return ((DocumentArray)_reference).TryFirst(out value);
            default:
                value = double.NaN;
                return false;
        }
    }

    /// <summary>Numbers in one dimension: an array or a list of them; a single number is one of one.</summary>
    /// <param name="values">[n].</param>
    /// <param name="most">More than so many are none.</param>
    public bool TryNumbers(int most, out double[] values)
    {
        values = [];
        if (Array is { } array)
            return array.Count <= most && array.TryNumbers(out values);
        if (List is { } list)
            return list.Count <= most && list.TryNumbers(out values);
        if (!TryScalar(out double one))
            return false;
        values = [one];
        return true;
    }
}
