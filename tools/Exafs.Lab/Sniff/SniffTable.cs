using System.Globalization;
using Exafs.Adapters.Sniffing;
using Exafs.Adapters.Streams;
using Spectre.Console;

namespace Exafs.Lab.Sniff;

/// <summary>What was seen, for people.</summary>
internal static class SniffTable
{
    private const int MostChannels = 60;

    /// <summary>Messages that are missing by their numbers, and scans that lost points.</summary>
    public static long Gaps(SniffedStream stream) => stream.Missing + (stream.Defects.TryGetValue("lost_points", out var lost) ? lost.Times : 0);

    public static void Write(IAnsiConsole people, SniffedStream stream)
    {
        people.MarkupLine(Text($"[bold green]{Markup.Escape(stream.Format.Name())}[/]: {stream.Messages} messages{(double.IsFinite(stream.MessagesPerSecond) ? Text($", [bold]{stream.MessagesPerSecond:0.##}[/] a second") : "")}, {stream.Bytes / 1e6:0.##} MB ({string.Join(", ", stream.Kinds.Select(kind => $"{kind.Value} {Markup.Escape(kind.Key)}"))})"));
        people.MarkupLine(Text($"   scans: {stream.Scans} whole, {stream.Points} points{Range(" from", stream.Energies, "eV")}{Range("; sample at", stream.Temperatures, "K")}"));
        long gaps = Gaps(stream);
        people.MarkupLine(gaps == 0 ? "   gaps: none" : $"   gaps: [red]{gaps}[/]");
        foreach (var (reason, (times, example)) in stream.Defects) people.MarkupLine($"   [yellow]{times} × {Markup.Escape(reason)}[/]: {Markup.Escape(example)}");
        foreach (var remark in stream.Remarks) people.MarkupLine($"   [yellow]note[/]: {Markup.Escape(remark)}");
        if (stream.Channels.IsEmpty) return;
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("channel", "taken for", "unit", "type", "shape", "least", "largest", "last");
        foreach (var channel in stream.Channels.OrderBy(channel => channel.Role is null).Take(MostChannels))
        {
            table.AddRow(
                Markup.Escape(channel.Name), channel.Role is { } role ? $"[green]{role}[/]" : "", Markup.Escape(channel.Unit), Markup.Escape(channel.Type),
                channel.Shape.IsEmpty ? "" : string.Join("×", channel.Shape), Number(channel.Least), Number(channel.Largest), Number(channel.Last));
        }

        people.Write(table);
        if (stream.Channels.Length > MostChannels) people.MarkupLine($"   and {stream.Channels.Length - MostChannels} more (--output has them all)");
    }

    private static string Range(string word, (double Least, double Largest)? range, string unit) => range is { } known
        ? known.Least == known.Largest ? Text($"{word} {known.Least:0.##} {unit}") : Text($"{word} {known.Least:0.##} to {known.Largest:0.##} {unit}")
        : "";

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
