using System.Globalization;
using Exafs.Physics.Estimates;
using Exafs.Pipeline.Changes;
using Spectre.Console;

namespace Exafs.Lab.CompareRuns;

/// <summary>What differs, at a glance.</summary>
internal static class CompareRunsTable
{
    private const int Named = 5, EventsShown = 30;

    public static void Show(IAnsiConsole people, RunComparison comparison)
    {
        foreach (var (letter, side) in new[] { ("A", comparison.A), ("B", comparison.B) })
            people.Say($"{letter}: {side.File}, run {side.RunId}: {side.Analyzed} scans analysed, {side.Rejected} rejected, {side.Structures} structures, {side.Events} events, {side.Defects} messages without a scan; {side.Hash}");
        if (comparison.IsIdentical)
        {
            people.Say("identical: every result is the same, bit for bit");
            return;
        }

        people.Say("different:");
        Scans(people, "only in A", comparison.OnlyInA);
        Scans(people, "only in B", comparison.OnlyInB);
        foreach (OutcomeChange change in comparison.Outcomes) Scans(people, $"{(change.What == "scan" ? "" : $"with {change.What} ")}{change.A} in A, {change.B} in B", change.Scans);
        Quantities(people, comparison);
        Events(people, comparison);
    }

    private static void Scans(IAnsiConsole people, string what, IReadOnlyList<string> scans)
    {
        if (scans.Count > 0) people.Say($"  {scans.Count} {(scans.Count == 1 ? "scan" : "scans")} {what}: {string.Join(", ", scans.Take(Named))}{(scans.Count > Named ? ", …" : "")}");
    }

    private static void Quantities(IAnsiConsole people, RunComparison comparison)
    {
        QuantityDifference[] different = [.. comparison.Quantities.Where(quantity => quantity.Different + quantity.OnlyInOne > 0)];
        if (different.Length > 0)
        {
            var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
            table.AddColumn(new TableColumn("B − A").NoWrap());
            foreach (string numeric in new[] { "scans", "different", "in one only", "largest", "rms", "σ", "rms/rms A" }) table.AddColumn(new TableColumn(numeric).RightAligned().NoWrap());
            table.AddColumn("largest at");
            foreach (QuantityDifference quantity in different) table.AddRow([.. Cells(quantity).Select(cell => new Text(cell))]);
            people.Write(table);
        }

        foreach (QuantityDifference curve in different.Where(quantity => quantity.Interpolated > 0))
            people.Say($"  {curve.Name}: {curve.Interpolated} scans have another grid in B, which is interpolated onto that of A where both reach");
        string[] same = [.. comparison.Quantities.Except(different).Select(quantity => quantity.Name)];
        if (same.Length > 0) people.Say($"  the same, bit for bit: {string.Join(", ", same)}");
    }

    private static string[] Cells(QuantityDifference quantity) =>
    [
        double.IsNaN(quantity.Where) && quantity.Unit.Length > 0 ? $"{quantity.Name}, {quantity.Unit}" : quantity.Name,
        $"{quantity.Scans}",
        $"{quantity.Different}",
        quantity.OnlyInOne == 0 ? "" : $"{quantity.OnlyInOne}",
        quantity.Scans == 0 ? "" : Number(quantity.Largest),
        Number(quantity.Rms),
        Number(quantity.Sigma),
        Number(quantity.Relative),
        quantity.LargestAt + (double.IsNaN(quantity.Where) ? "" : string.Create(CultureInfo.InvariantCulture, $" at {quantity.Where:g5} {quantity.Unit}")),
    ];

    private static void Events(IAnsiConsole people, RunComparison comparison)
    {
        EventPair[] different = [.. comparison.Events.Where(pair => !pair.IsSame)];
        if (comparison.Events.Length > 0) people.Say($"  events: {comparison.Events.Length - different.Length} the same, {different.Length} not");
        if (different.Length == 0) return;
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (string title in new[] { "event", "A", "B" }) table.AddColumn(new TableColumn(title).NoWrap());
        foreach (string title in new[] { "Δt, s", "ΔT, K" }) table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        foreach (EventPair pair in different.OrderBy(pair => !pair.Any.IsStructural).Take(EventsShown))
            table.AddRow(new Text($"{pair.Any.KindName} {pair.Any.Cause}"), new Text(Words(pair.A)), new Text(Words(pair.B)), new Text(Number(pair.Seconds)), new Text(Number(pair.Kelvin)));
        people.Write(table);
        if (different.Length > EventsShown) people.Say($"  and {different.Length - EventsShown} more events");
    }

    private static string Words(ChangeEvent? change) => change is null ? "–"
        : $"scan {change.ScanId}{(change.TemperatureKelvin is { } kelvin ? $", {Kelvin(kelvin)}" : "")}";

    private static string Kelvin(Uncertain kelvin) => double.IsFinite(kelvin.Sigma)
        ? string.Create(CultureInfo.InvariantCulture, $"{kelvin.Value:f1} ± {kelvin.Sigma:f1} K")
        : string.Create(CultureInfo.InvariantCulture, $"{kelvin.Value:f1} K");

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("g4", CultureInfo.InvariantCulture) : "";
}
