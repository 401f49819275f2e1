using Exafs.Physics.Experiment;
using Exafs.Signal;

namespace Exafs.Physics.Estimates;

/// <summary>Keeps spectra of another edge away from an estimator, which would find something in any of them.</summary>
/// <param name="Element">Symbol of the element that the estimator knows.</param>
/// <param name="Edge">K, L3…</param>
public sealed record EdgeGate(string Element, string Edge)
{
    /// <summary>A monochromator may be off, an oxide shifts the edge by less; the next element is hundreds of eV away.</summary>
    private const double MaxEdgeOffset = 40;

    private readonly double? _energy = AbsorptionEdge.Tabulated.FirstOrDefault(edge => edge.Element == Element && edge.Name == Edge)?.Energy;

    /// <summary>What the spectrum is of instead; null where nothing says that it is of another edge.</summary>
    /// <param name="element">As the data tell; null: they do not.</param>
    /// <param name="edge">As the data tell; null: they do not.</param>
    /// <param name="e0">eV; null: only χ(k) is known.</param>
    public Defect? Judge(string? element, string? edge, double? e0)
    {
        if (element is not null && element != Element)
            return new("other_element", $"the spectrum is of {element}; the pack is of {Element}");
        if (edge is not null && edge != Edge)
            return new("other_element", $"the spectrum is of the {edge} edge; the pack is of the {Edge} edge of {Element}");
        return e0 is { } found && _energy is { } tabulated && Math.Abs(found - tabulated) > MaxEdgeOffset
            ? new("other_element", $"E0 is {found:f1} eV; the pack is of the {Element} {Edge} edge at {tabulated:f0} eV")
            : null;
    }
}
