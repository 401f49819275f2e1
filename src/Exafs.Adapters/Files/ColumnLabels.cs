using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>What the labels of the world's beamlines mean. The first line that fits decides.</summary>
internal static partial class ColumnLabels
{
    private static readonly ImmutableArray<(ColumnRole Role, int Rank, Regex Pattern)> Table =
    [
        // Names that hold the word of another role without playing it.
        Line(ColumnRole.DeadTimeFactor, 0, @"(dt|dead_?time)_?(corr\w*_)?factor|dtfactor"),
        Line(ColumnRole.Other, 0, @"edge_energy|energy_base|energy_0|(^|_)(delta|rel\w*)_energy|gap|dark|offs?(et)?$|i\doff|gain|sens|time|clock|seconds|epoch|dwell|delay|(^|_)(k|kname)$|wavenumber|bl\d+_id_\d_k$"),
        Line(ColumnRole.I0, 3, @"corr\w*_i0"),

        // Ready µ. The reference's first: its names hold those of the sample's.
        Line(ColumnRole.MuReference, 0, @"^(mu|xmu|norm|mut?)_?(ref\w*|r|i?ref)$|murefer|ref\w*_?mu$|^xmur$|^ln_?i[t1]_?(ir|iref|i2|i3)$|^(log|ln)_?i?t?1?_?(i?ref|i2)$"),
        Line(ColumnRole.MuFluor, 0, @"^(mufluor|mu_?f|muf\w*|mux?_fluo\w*|xmu_?f\w*|ff_?i0|(if|iff|fluor?|ifluor)_?(i0|io|over_i0)|fluor_mu|normfluor|calc_fluor\w*)$"),
        Line(ColumnRole.Mu, 0, @"^(xmu|mu|mux|xmux|mut|mutrans|xmut|mu_?t|mu_e|mu_x|mu1|mu_?trans\w*|xmu_?t(rans\w*)?|mu_sample|sample_mu|absorption|absorbance|absorp|abs|xafs|exafs|xanes|xas|mt|mu_1_chi\w*)$"),
        Line(ColumnRole.Mu, 1, @"^(ln|log)_?(i0|io)_?(over)?_?(it|i1|i|itrans)$|^ln_?i0_?it$|log_?i0_?i1"),
        Line(ColumnRole.Mu, 2, @"^(norm|normtrans|nor|normalized\w*|normalised\w*|xmu_norm|mu_norm)$"),
        Line(ColumnRole.Mu, 3, @"^(flat|nbkg|flattened\w*)$"),
        Line(ColumnRole.Other, 0, @"^(bkg|mu0|pre_?line|post_?line|pre_?edge|post_?edge|chi\w*|der\w*|deriv\w*|d_?mu\w*|std\w*|stddev|window|win)$|^k(_|$)"),

        // Energy; requested before achieved is a matter of their order in the file.
        Line(ColumnRole.Energy, 0, @"^(e|en|ee|ev|kev|nrg|omega|energie|energies|energi|photon_e|enrg)(_(e?v|kev|e))?$|energy|^hv$"),
        Line(ColumnRole.Angle, 0, @"^(theta|th|angle|bragg|braggangle|two_?theta|mono|dcm)(_(deg|degrees?|c|o|rad|mdeg))?$|angle|theta|bragg"),

        // Counts.
        Line(ColumnRole.I0, 0, @"^(i_?0|io|izero|i_zero|i00)$"),
        Line(ColumnRole.ITrans, 0, @"^(i_?t|i_?1|i|itr|itrans\w*|i_?trans|trans\w*|it1)$"),
        Line(ColumnRole.IRefer, 0, @"^(i_?r|i_?2|iref\w*|i_?ref\w*|ref|refer|reference|irf)$"),
        Line(ColumnRole.I0, 1, @"(^|_)(i0|io|izero)(_|$)"),
        Line(ColumnRole.IRefer, 1, @"(^|_)(iref\w*|irefer)(_|$)|(^|_)(i2|ir)(_|$)"),
        Line(ColumnRole.ITrans, 1, @"(^|_)(it|i1|itrans\w*|itr)(_|$)"),
        Line(ColumnRole.I0, 2, @"^(mon|monitor|ic_?0|ion_?chamber_?0|ionch_?0|ic_?mon\w*|norm_?i0|i0\w+)$|i_?zero|(^|_)i0"),
        Line(ColumnRole.ITrans, 2, @"^(ic_?1|ion_?chamber_?1|ionch_?1|i1\w+|it_\w+)$|transm"),
        Line(ColumnRole.IRefer, 2, @"^(ic_?2|ion_?chamber_?2|ionch_?2|i2\w+|i_?3)$"),

        // Fluorescence: windows of an energy-resolving detector before its totals, corrected counts before raw ones.
        Line(ColumnRole.Other, 0, @"icr|ocr|outputcounts|inputcounts|^ocounts|^icounts|live|real|preslit|pre_?kb|current|^sr|temp"),
        Line(ColumnRole.IFluor, 3, @"slow|fast|total|raw"),
        Line(ColumnRole.IFluor, 0, @"(^|_)(dtc|corr)\w*\d*$"),
        Line(ColumnRole.IFluor, 1, @"^i?_?f(ch)?_?\d*$|^iff?(_.*)?$|^(if|iff|ifl|ifch|if_)\d*|^ff\d*$|fluo|flour|pips|lytle|stern|heald|canberra|vortex|sdd|sgm|passivated|(^|_)(roi|sca|mca|ssd|ge|fl|flu|fdet|x?map|xspress|xsp3|med|diode_?f)_?\d*"),
    ];

    public static (ColumnRole Role, int Rank) Classify(string label)
    {
        string latin = label.Replace("µ", "mu").Replace("μ", "mu").Replace("χ", "chi");
        string name = Separators().Replace(UnitInBrackets().Replace(latin, ""), "_").Trim('_').ToLowerInvariant();
        if (name.Length == 0) return (ColumnRole.Unknown, 0);
        bool emission = IsEmissionLine(label);
        foreach ((ColumnRole role, int rank, Regex pattern) in Table)
        {
            if (!pattern.IsMatch(name)) continue;
            return role == ColumnRole.IFluor && emission ? (ColumnRole.EmissionLine, 0) : (role, rank);
        }

        return emission ? (ColumnRole.EmissionLine, 0) : (ColumnRole.Unknown, 0);
    }

    private static bool IsEmissionLine(string label) => EmissionLine().Matches(label).Any(match => ElementSymbols.Contains(match.Groups[1].Value));

    private static (ColumnRole Role, int Rank, Regex Pattern) Line(ColumnRole role, int rank, string pattern) =>
        (role, rank, new Regex(pattern, RegexOptions.CultureInvariant));

    [GeneratedRegex(@"[^A-Za-z0-9]+")]
    private static partial Regex Separators();

    /// <summary>"Energy (eV)", "theta[deg]"; but µ(E) and ln(I0/It) are names.</summary>
    [GeneratedRegex(@"\s*[\(\[](eV|keV|deg|degrees?|mdeg|counts|cps|s|sec|a\.?u\.?)[\)\]]\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex UnitInBrackets();

    /// <summary>An element and its line: "As Ka", "Mn_Ka_mca1", "XSP3:PbLa_Sum", "FeKalpha".</summary>
    [GeneratedRegex(@"(?<![A-Za-z])([A-Z][a-z]?)[ _\-]?[KLM](?:a|b|g|alpha|beta)\d?(?![a-z])")]
    private static partial Regex EmissionLine();
}
