using System.Globalization;
using System.Text;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Programs;

/// <summary>A crystal of one element, and how FEFF is to make its potentials.</summary>
/// <param name="Element">Symbol.</param>
/// <param name="Structure">bcc or fcc.</param>
/// <param name="Lattice">Å.</param>
public sealed record FeffCrystal(string Element, string Structure, double Lattice)
{
    /// <summary>K or L1.</summary>
    public string Edge { get; init; } = "K";

    /// <summary>Whether the charges are found self-consistently (half a minute) or overlap as those of free atoms (half a second).</summary>
    public bool SelfConsistent { get; init; }

    /// <summary>Of the cluster, Å.</summary>
    public double Radius { get; init; } = 7.6;

    /// <summary>Within which the charges are found, Å.</summary>
    public double SelfConsistentRadius { get; init; } = 4.5;

    /// <summary>feff.inp.</summary>
    /// <exception cref="UsageException">There is no such crystal.</exception>
    public string Input()
    {
        var z = Elements.NumberOf(Element);
        if (z == 0) throw new UsageException($"{Element} is not an element");
        if (Edge is not ("K" or "L1")) throw new UsageException($"the edge {Edge} is not one of K, L1");
        if (!(Lattice is > 1 and < 20)) throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"a lattice parameter of {Lattice} Å"));
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"TITLE {Element} {Structure} a = {Lattice}");
        text.AppendLine(CultureInfo.InvariantCulture, $"EDGE {Edge}").AppendLine("S02 1").AppendLine("CONTROL 1 1 0 0 0 0").AppendLine("EXAFS 20");
        if (SelfConsistent) text.AppendLine(CultureInfo.InvariantCulture, $"SCF {SelfConsistentRadius}");
        text.AppendLine("POTENTIALS").AppendLine(CultureInfo.InvariantCulture, $"0 {z} {Element}").AppendLine(CultureInfo.InvariantCulture, $"1 {z} {Element}");
        text.AppendLine("ATOMS").AppendLine("0 0 0 0");
        foreach (var atom in NeighbourList.Of(Cell(z), Radius).Of(0))
        {
            var at = atom.Displacement;
            text.AppendLine(CultureInfo.InvariantCulture, $"{at.X:F9} {at.Y:F9} {at.Z:F9} 1");
        }

        return text.AppendLine("END").ToString();
    }

    private AtomicStructure Cell(int z) => Structure switch
    {
        "bcc" => Crystals.Bcc(z, Lattice, 1, 1, 1),
        "fcc" => Crystals.Fcc(z, Lattice, 1, 1, 1),
        _ => throw new UsageException($"{Structure} is not one of bcc, fcc"),
    };
}
