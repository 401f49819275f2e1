using Exafs.Physics.Libraries;
using Exafs.Report.Plot;

namespace Exafs.Lab.Show;

/// <summary>One structure of a library.</summary>
internal static class SampleSheet
{
    public static Sheet Of(LibraryView view, int structure)
    {
        var (set, row) = view.Find(structure);
        LibraryManifest manifest = view.Manifest;
        var curves = new Curves(view.K);
        double Label(string name) => set.Label(name)[row];
        var chi = view.Chi(structure);
        var generic = set.ChiGeneric.ToDoubles().AsSpan(row * view.K.Length, view.K.Length);
        var without = new double[chi.Length];
        for (var i = 0; i < chi.Length; i++) without[i] = chi[i] - (generic[i] * set.GenericFactor);
        return new(
            $"{manifest.Element} structure {structure}: {view.RunOf(structure).Name}, {manifest.Phases[view.Phase[structure]]} at {view.Temperature[structure]:F0} K",
            FormattableString.Invariant($"{((LibrarySplit)view.Split[structure]).ToString().ToLowerInvariant()} · potential {manifest.Potentials[view.Potential[structure]].Name} · {Label("frames")} frames · a {Label("lattice_angstrom"):F3} Å · {Label("density_per_angstrom3"):F4} atoms per Å³ · N(< 3.2 Å) {Label("n_within_3_2"):F2} · lengths × {Label("scale"):F3}, displacements × {Label("displacement_factor"):F3}, disorder {Label("disorder_angstrom"):F3} Å · {curves.Note}"),
            [
                new("*k*²χ(*k*)", Curves.KAxis, Curves.KSquaredChiAxis, [curves.KSquaredChi("without 0-A-B-C-0", Palette.Accent, without) with { Width = 1.2 }, curves.KSquaredChi("all paths", Palette.Ink, chi)]),
                new("|χ(*R*)|", Curves.RAxis, Curves.ChiRAxis, [curves.ChiR("without 0-A-B-C-0", Palette.Accent, without) with { Width = 1.2 }, curves.ChiR("all paths", Palette.Ink, chi)]),
                new("Neighbours", Curves.DistanceAxis, Curves.NeighboursAxis, [new LineLayer(null, Palette.Series[0], view.R, [.. view.Neighbours(structure)]), Shells(set, row)]),
            ])
        {
            Columns = 3,
            PanelWidth = 430,
        };
    }

    private static MarkLayer Shells(StructureSet set, int row)
    {
        var values = Curves.Doubles(set.Shells.As<float>()).AsSpan(row * StructureSet.ShellCount * StructureSet.ShellValues, StructureSet.ShellCount * StructureSet.ShellValues).ToArray();
        var shells = values.Chunk(StructureSet.ShellValues).Where(shell => shell[0] > 0 && double.IsFinite(shell[1])).ToArray();
        return new(null, Palette.Muted, [.. shells.Select(shell => shell[1])], [.. shells.Select((shell, i) => i == 0 ? $"*N* = {shell[0]:F1}" : $"{shell[0]:F1}")]);
    }
}
