using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>Shapes and required fields, checked once, at the door.</summary>
internal static class ScanV1Validation
{
    /// <summary>What is wrong with the message; null when nothing is.</summary>
    public static Defect? Defect(ScanV1Message message, ScanV1Limits limits)
    {
        if (message.Type == ScanV1MessageType.Unknown)
            return Missing(ScanV1Key.Type);
        if (message.RunId == ScanV1Message.UnknownId)
            return Missing(ScanV1Key.RunId);
        if (message.ScanId == ScanV1Message.UnknownId)
            return Missing(ScanV1Key.ScanId);
        if (message.MonoDSpacing is <= 0 or double.NaN)
            return new Defect("bad_value", $"{ScanV1Key.MonoDSpacing} is {message.MonoDSpacing}");

        return message.Type switch
        {
            ScanV1MessageType.Scan => Columns(message) ?? Spacing(message),
            ScanV1MessageType.Points when message.FirstPoint is null => Missing(ScanV1Key.FirstPoint),
            ScanV1MessageType.Points when message.FirstPoint + message.Count > limits.Points =>
                new Defect("too_large", $"the scan has more than {limits.Points} points"),
            ScanV1MessageType.Points => Columns(message),
            _ when message.Count > 0 => new Defect("unexpected_points", "only scan and points carry points"),
            ScanV1MessageType.End when message.Points is null => Missing(ScanV1Key.Points),
            _ => null,
        };
    }

    private static Defect Missing(string key) => new("missing_field", $"no {key}");

    private static Defect? Spacing(ScanV1Message message) =>
        message.Energy.IsEmpty && message.MonoDSpacing is null ? Missing(ScanV1Key.MonoDSpacing) : null;

    private static Defect? Columns(ScanV1Message message)
    {
        int n = message.Count;
        if (n == 0)
            return Missing($"{ScanV1Key.Energy} or {ScanV1Key.Angle}");
        return Column(ScanV1Key.Energy, message.Energy, n)
            ?? Column(ScanV1Key.Angle, message.Angle, n)
            ?? Column(ScanV1Key.I0, message.I0, n)
            ?? Column(ScanV1Key.ITrans, message.ITrans, n)
            ?? Column(ScanV1Key.IRefer, message.IRefer, n)
            ?? Column(ScanV1Key.Mu, message.Mu, n)
            ?? Column(ScanV1Key.MuReference, message.MuReference, n)
            ?? Column(ScanV1Key.Time, message.Time, n)
            ?? Channels(message.IFluor, n, orOne: false)
            ?? Channels(message.Channels, n, orOne: true);
    }

    private static Defect? Column(string key, ImmutableArray<double> column, int n) => column.IsEmpty || column.Length == n
        ? null
        : new Defect("length_mismatch", $"{key} has {column.Length} values where the scan has {n}");

    private static Defect? Channels(ImmutableArray<Channel> channels, int n, bool orOne)
    {
        foreach (Channel channel in channels)
        {
            if (channel.Values.Length != n && !(orOne && channel.Values.Length == 1))
                return new Defect("length_mismatch", $"{channel.Name} has {channel.Values.Length} values where the scan has {n}");
        }

        return null;
    }
}
