using System.Collections.Immutable;
using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>What the frames are that have the same attributes and an array of the same shape: which of their channels make spectra, and how.</summary>
internal sealed class NdArrayLayout
{
    /// <summary>Channel of the sum over the array.</summary>
    public const string Sum = "array_sum";

    /// <summary>Channel of the array itself, where it is a spectrum of µ.</summary>
    public const string Strip = "array";

    /// <summary>Channel of the energies that follow from the calibration.</summary>
    public const string Energy = "array_energy";

    private const string RowsAttribute = "ArrayRows";

    private readonly NdArray _array;
    private readonly byte[] _rowNames;
    private readonly NdAttribute[] _attributes;

    private NdArrayLayout(NdArray array, byte[] rowNames, NdAttribute[] attributes) => (_array, _rowNames, _attributes) = (array, rowNames, attributes);

    public required NdArrayUse Use { get; init; }

    /// <summary>The attributes that are numbers, in the order of <see cref="Plan"/>; then come the rows, or the sum.</summary>
    public required ImmutableArray<int> Numbers { get; init; }

    /// <summary>Rows of the array, 1 for a strip; 0: it is a point.</summary>
    public required int Rows { get; init; }

    /// <summary>Points of a whole scan.</summary>
    public required int Points { get; init; }

    /// <summary>Whether the sum of the array is a channel of a point.</summary>
    public required bool HasSum { get; init; }

    public required ChannelPlan Plan { get; init; }

    /// <summary>Why its frames make no spectra; null: they do.</summary>
    public required Defect? Defect { get; init; }

    /// <summary>Energies of the calibration, eV [n]; empty: there is none.</summary>
    public required ImmutableArray<double> Energies { get; init; }

    /// <summary>Whether another frame is like those.</summary>
    public bool Is(in NdArray array, NdArrayHeader header, ReadOnlySpan<byte> frame)
    {
        if (array.Type != _array.Type || array.Encoding != _array.Encoding || !array.Shape.AsSpan().SequenceEqual(_array.Shape) || header.Attributes.Count != _attributes.Length)
            return false;
        for (int i = 0; i < _attributes.Length; i++)
        {
            if (!ReferenceEquals(header.Attributes[i].Name, _attributes[i].Name) || header.Attributes[i].IsText != _attributes[i].IsText)
                return false;
        }

        return RowNames(header, frame).SequenceEqual(_rowNames);
    }

    /// <summary>Finds what frames like this one are.</summary>
    public static NdArrayLayout Of(in NdArray array, NdArrayHeader header, ReadOnlySpan<byte> frame, ChannelMap map, ScanV1Limits limits)
    {
        ReadOnlySpan<byte> rowNames = RowNames(header, frame);
        string[] rows = map.ArrayRows is { IsDefaultOrEmpty: false } named ? [.. named]
            : Encoding.UTF8.GetString(rowNames).Split([',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int[] shape = [.. array.Shape.Where(length => length != 1)];
        bool isStrip = rows.Length == 0 && map.EnergyPolynomial is { IsDefaultOrEmpty: false } && shape.Length == 1;
        NdArrayUse use = isStrip ? NdArrayUse.Strip
            : rows.Length == 0 ? NdArrayUse.Point
            : array.Shape is [var first, _] && first == rows.Length ? NdArrayUse.Rows
            : NdArrayUse.Columns;
        int points = use switch { NdArrayUse.Point => 1, NdArrayUse.Strip => array.Count, _ => array.Count / rows.Length };
        int[] numbers = [.. Enumerable.Range(0, header.Attributes.Count).Where(i => !header.Attributes[i].IsText)];
        bool isFitting = use is NdArrayUse.Point or NdArrayUse.Strip || (array.Shape.Length == 2 && array.Shape[use == NdArrayUse.Rows ? 0 : 1] == rows.Length);
        bool hasEnergies = use != NdArrayUse.Point && map.EnergyPolynomial is { IsDefaultOrEmpty: false } && points <= limits.Points;
        bool hasSum = use == NdArrayUse.Point && array.IsReadable;
        StreamChannel[] attributes = [.. numbers.Select(i => new StreamChannel(header.Attributes[i].Name.Name))];
        StreamChannel[] own = use == NdArrayUse.Point ? hasSum ? [new(Sum)] : [] : isStrip ? [new(Strip)] : [.. rows.Select(r => new StreamChannel(r))];
        // What the array holds comes before attributes of the same meaning: those are one value for the whole of it.
        StreamChannel[] channels = use == NdArrayUse.Point ? [.. attributes, .. own] : hasEnergies ? [new(Energy, "eV"), .. own, .. attributes] : [.. own, .. attributes];
        ChannelMap fitted = Fitted(map, use, hasEnergies, channels, limits);
        var plan = ChannelPlan.Of(fitted, channels);
        Defect? defect = !isFitting ? new("shape_mismatch", $"the array of [{string.Join(", ", array.Shape)}] has no dimension for {rows.Length} rows ({string.Join(", ", rows.Take(20))})")
            : points > limits.Points || rows.Length > limits.Channels ? new("too_large", $"{rows.Length} channels of {points} points, more than {limits.Channels} of {limits.Points}")
            : use == NdArrayUse.Point && shape.Length > 1 && map.EnergyPolynomial is { IsDefaultOrEmpty: false } ? new("missing_field", $"the array of [{string.Join(", ", array.Shape)}] has energies, and no names of its rows")
            : isStrip && map.Mu != Strip ? new("missing_reference", $"the one spectrum of a strip detector is no absorption without that of I0: send both as the rows of a two-dimensional array, or µ ready made, named as mu: {Strip}")
            : use != NdArrayUse.Point && !array.IsReadable ? new("unsupported_codec", $"the array is encoded by {array.Encoding}")
            : plan.Defect is not null && use == NdArrayUse.Point && !array.IsReadable ? new("unsupported_codec", $"the attributes make no spectrum, and the array is encoded by {array.Encoding}")
            : plan.Defect;
        return new(array, rowNames.ToArray(), [.. header.Attributes])
        {
            Use = use,
            Numbers = [.. numbers],
            Rows = use == NdArrayUse.Point ? 0 : own.Length,
            Points = points,
            HasSum = hasSum,
            Plan = plan,
            Defect = defect,
            Energies = hasEnergies && defect is null ? Calibrated(map.EnergyPolynomial, points) : [],
        };
    }

    private static ChannelMap Fitted(ChannelMap map, NdArrayUse use, bool hasEnergies, StreamChannel[] channels, ScanV1Limits limits)
    {
        if (hasEnergies && map.Energy is null)
            map = map with { Energy = Energy, EnergyUnit = EnergyUnit.ElectronVolt };
        if (use == NdArrayUse.Strip)
            map = map with { I0 = "", ITrans = "", IRefer = "", IFluor = [], MuReference = "" };
        if (channels.Length > limits.Channels && map.Others.IsDefault)
            map = map with { Others = [] };
        if (use != NdArrayUse.Point || !map.IFluor.IsDefault)
            return map;
        ChannelMap whole = ChannelGuess.Complete(map, channels);
        // Where nothing else is the signal, the detector is: its sum is the fluorescence.
        return string.IsNullOrEmpty(whole.ITrans) && string.IsNullOrEmpty(whole.Mu) && whole.IFluor.IsEmpty ? map with { IFluor = [Sum] } : map;
    }

    private static ImmutableArray<double> Calibrated(ImmutableArray<double> polynomial, int points)
    {
        var energies = ImmutableArray.CreateBuilder<double>(points);
        for (int i = 0; i < points; i++)
        {
            double energy = 0;
            for (int j = polynomial.Length - 1; j >= 0; j--)
                energy = (energy * i) + polynomial[j];
            energies.Add(energy);
        }

        return energies.MoveToImmutable();
    }

    private static ReadOnlySpan<byte> RowNames(NdArrayHeader header, ReadOnlySpan<byte> frame)
    {
        foreach (NdAttribute attribute in header.Attributes)
        {
            if (attribute.IsText && string.Equals(attribute.Name.Name, RowsAttribute, StringComparison.OrdinalIgnoreCase))
                return frame[attribute.Text];
        }

        return [];
    }
}
