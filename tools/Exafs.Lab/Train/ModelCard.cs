using System.Globalization;
using System.Text;
using Exafs.Inference.Packs;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Train;

/// <summary>The file model-card.md of a pack: what it is, what it can and cannot do, by the numbers of the run that made it.</summary>
internal static class ModelCard
{
    public const string FileName = "model-card.md";

    private static readonly CultureInfo s_numbers = CultureInfo.InvariantCulture;

    public static string Of(PackManifest pack, LibraryManifest library, PackFacts facts)
    {
        var card = new StringBuilder();
        What(card, pack);
        TrainedOn(card, library, facts.LibrarySha256);
        Can(card, pack);
        if (!facts.Coverage.IsEmpty) Errors(card, pack.Calibration, facts);
        Made(card, pack);
        return card.ToString();
    }

    private static void What(StringBuilder card, PackManifest pack)
    {
        var nominal = pack.NominalCalibration;
        Line(card, $"# Model pack {pack.Name}: {pack.Element} {pack.Edge}");
        Line(card);
        Line(card, $"χ(k) of {pack.Element} at its {pack.Edge} edge ({pack.Features.EdgeEnergy} eV) to g(R), shells, phases, each with its error. {pack.Members} networks answer together ({Lower(pack.Network.Kind)}, {pack.Network.Hidden} wide, {pack.Network.Depth} deep); their mean is the answer, their spread a part of the error.");
        Line(card, pack.Forward is { } forward
            ? $"One more ({forward.Hidden} wide, {forward.Depth} deep) leads from the structure back to χ(k): how far that lies from the measured one is told as R-factor."
            : "It has no network from the structure back to χ(k): no consistency is told.");
        Line(card, $"A foil calibrates a beam time (`exafs-lab calibrate`); where none was measured, ΔE0 = {nominal.DeltaE0} ± {nominal.DeltaE0Sigma} eV and S0² = {nominal.S02} ± {nominal.S02Sigma} are taken.");
        Line(card);
    }

    private static void TrainedOn(StringBuilder card, LibraryManifest library, string sha256)
    {
        Line(card, "## Trained on");
        Line(card);
        Line(card, $"Simulated structures and their theoretical EXAFS alone: {library.Runs.Length} runs of molecular dynamics. No measured spectrum took part.");
        Line(card);
        Line(card, "| set | phase | structures |");
        Line(card, "|---|---|---|");
        foreach (var count in library.Counts) Line(card, $"| {count.Split} | {count.Phase} | {count.Structures} |");
        Line(card);
        Line(card, "Structures of the set validation are of potentials that are in no other set. Every other of their runs has set the error bars and limits below, the others tell whether they hold.");
        Line(card);
        foreach (var potential in library.Potentials) Line(card, $"- {potential.Name}: {potential.Citation}");
        Line(card);
        Line(card, $"Manifest of the library: SHA-256 {sha256}; programs: {string.Join(", ", library.Programs.Select(program => $"{program.Key} {program.Value}"))}.");
        Line(card);
    }

    private static void Can(StringBuilder card, PackManifest pack)
    {
        var limits = pack.OutOfDistribution;
        Line(card, "## What it can and cannot do");
        Line(card);
        Line(card, $"- {pack.Element} alone, {pack.Edge} edge, as a metal: {string.Join(", ", pack.Targets.Phases)} and mixtures of them. Of alloys, oxides, carbides it knows nothing, and says so at best.");
        Line(card, $"- k from {pack.Features.KMin} to anywhere between {pack.Features.KMaxLowest} and {pack.Features.KMaxHighest} Å⁻¹; E0 off by up to 3 eV, S0² by up to 10 %.");
        Line(card, $"- g(R) is quantitative up to {pack.TrustedRMax} Å; beyond, multiple scattering makes it less than that.");
        Line(card, "- In a crystal the numbers of neighbours are those of its phase, to be decided, not counted: whole shells are all that it has seen. It does not see vacancies.");
        Line(card, "- Of mixtures the first shell is that of all atoms together, further shells are those of the phase that prevails.");
        Line(card, "- A phase that the held-out potentials lack has error bars that nothing has checked there.");
        Line(card, $"- A spectrum is called unlike the training set where its R-factor of consistency is above {Number(limits.ConsistencyRFactor)}, where the networks differ about g(R) by more than {Number(limits.EnsembleSpread)} of it, or where E0 lies more than {Number(limits.EdgeOffset)} eV from the edge.");
        Line(card);
    }

    private static void Errors(StringBuilder card, PackCalibration calibration, PackFacts facts)
    {
        ErrorScale[] scales = [calibration.Neighbours, .. calibration.Quantities, .. calibration.Phases];
        Line(card, "## Error bars");
        Line(card);
        Line(card, "σ is √((factor·σ of the networks)² + floor²), fitted to one half of the held-out potentials. This is the other half: pure and bcc beside fcc, by theory's own scattering and another's, noise 1e-4 to 3e-3, kmax 10 to 14 Å⁻¹, E0 off by up to 2 eV, S0² by up to 5 %.");
        Line(card);
        Line(card, "| | factor | floor | median error | median σ | within σ | within 1.96 σ |");
        Line(card, "|---|---|---|---|---|---|---|");
        foreach (var (held, scale) in facts.Coverage.Zip(scales))
            Line(card, $"| {held.Name} | {Number(scale.Factor)} | {Number(scale.Floor)} | {Number(held.MedianError)} | {Number(held.MedianSigma)} | {Percent(held.Within68)} | {Percent(held.Within95)} |");
        Line(card);
        if (facts.Forward.Count > 0) Line(card, $"The network back to χ(k), given the true structure, has a mean R-factor of {Number(facts.Forward.Average())} on all of them ({Number(facts.Forward.Max())} at most).");
        Line(card);
    }

    private static void Made(StringBuilder card, PackManifest pack)
    {
        Line(card, "## Made");
        Line(card);
        Line(card, $"`{pack.Made.Command}`, {pack.Made.TimeUtc:yyyy-MM-dd}; hashes of all files are in {PackManifest.FileName}. Everything random comes from the seed of this recipe:");
        Line(card);
        Line(card, "```json");
        Line(card, $"{pack.Recipe}");
        Line(card, "```");
    }

    private static void Line(StringBuilder card, FormattableString text) => card.Append(text.ToString(s_numbers)).Append('\n');

    private static void Line(StringBuilder card, string text = "") => card.Append(text).Append('\n');

    private static string Lower<T>(T value) => $"{value}".ToLowerInvariant();

    private static string Number(double? value) => value is { } known ? known.ToString("G3", s_numbers) : "–";

    private static string Percent(double part) => $"{(100 * part).ToString("F0", s_numbers)} %";
}
