using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Signal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Exafs.Monitor.View;

/// <summary>What the latest spectrum says about the structure: g(R) with its band, and a line of numbers with a lamp.</summary>
internal static class StructurePanel
{
    /// <summary>The scan whose structure is shown: the one that grows once it has one, else the last. Null where nobody estimates.</summary>
    public static Analyzed? Shown(RunSummary summary) =>
        summary.Growing is { Structure.Estimate: not null } growing ? growing : summary.Last is { Structure: not null } last ? last : null;

    /// <summary>g(R) ± 1 σ.</summary>
    public static Panel Distribution(StructureEstimate estimate, int columns, int rows)
    {
        var (g, sigma) = (estimate.NeighboursPerAngstrom, estimate.NeighboursPerAngstromSigma);
        ImmutableArray<double> low = [.. g.Zip(sigma, (value, error) => Math.Max(0, value - error))], high = [.. g.Zip(sigma, (value, error) => value + error)];
        var frame = PlotFrame.Around(estimate.R[0], estimate.R[^1], estimate.R.AsSpan(), high.AsSpan(), bothSides: false);
        return Dashboard.Plot("g(R)", "neighbours per Å, ± 1 σ", "Å", estimate.IsOutOfDistribution ? "grey" : "fuchsia", BraillePlot.Band(estimate.R.AsSpan(), low.AsSpan(), high.AsSpan(), columns, rows, frame), frame, columns);
    }

    /// <summary>Phases, first shell and lamp in one line, or why there are none.</summary>
    public static IRenderable Line(Analyzed report)
    {
        var text = report.Structure is { Estimate: { } estimate }
            ? $"{Lamp(estimate)}{(report.Scan.IsSnapshot ? " [aqua]provisional[/]" : "")}  {string.Join("  ", [.. First(estimate), .. Phases(estimate)])}"
            : $"[yellow]● no structure[/] [grey]{Markup.Escape(Why(report.Structure?.Defect))}[/]";
        return new Markup(text) { Overflow = Spectre.Console.Overflow.Ellipsis };
    }

    private static string Lamp(StructureEstimate estimate) => estimate switch
    {
        { IsOutOfDistribution: true } => $"[red]● unlike {Markup.Escape(estimate.Pack.Name)} {estimate.OodScore:f2}[/]{(estimate.OodReasons.IsEmpty ? "" : $" [grey]{Markup.Escape(estimate.OodReasons[0])}[/]")}",
        { Disagreements.IsEmpty: false } => $"[yellow]● two opinions[/] [grey]{Markup.Escape(estimate.Disagreements[0])}[/]",
        _ => $"[green]● like {Markup.Escape(estimate.Pack.Name)}[/]",
    };

    private static IEnumerable<string> First(StructureEstimate estimate)
    {
        if (estimate.Shells.IsEmpty || !double.IsFinite(estimate.Shells[0].Distance.Value))
            yield break;
        var shell = estimate.Shells[0];
        yield return $"N1 [bold]{shell.CoordinationNumber.Value:f2}[/] ± {shell.CoordinationNumber.Sigma:f2}";
        yield return $"R1 [bold]{shell.Distance.Value:f3}[/] ± {shell.Distance.Sigma:f3} Å";
        yield return $"σ² [bold]{1000 * shell.Sigma2.Value:f1}[/] ± {1000 * shell.Sigma2.Sigma:f1}·10⁻³ Å²";
    }

    private static IEnumerable<string> Phases(StructureEstimate estimate) => estimate.Phases
        .OrderByDescending(phase => phase.Fraction.Value)
        .Take(2)
        .Select(phase => $"{Markup.Escape(phase.Name)} [bold]{100 * phase.Fraction.Value:f0}[/] ± {100 * phase.Fraction.Sigma:f0} %");

    private static string Why(Defect? defect) => defect is null ? "" : $"{defect.Reason}: {defect.Detail}";
}
