using System.Collections.Frozen;
using System.Globalization;

namespace Exafs.Physics.Experiment;

/// <summary>Energies of the K and L edges from 1 to 60 keV, eV: where a grid is laid, not what a spectrum is calibrated to.</summary>
/// <remarks>W. T. Elam, B. D. Ravel and J. R. Sieber, Radiat. Phys. Chem. 63, 121 (2002), as XrayDB 4.4.7 has them.</remarks>
public static class EdgeEnergies
{
    private const string Table = """
        P K 2145.5; S K 2472; Cl K 2822; Ar K 3205.9; K K 3608.4; Ca K 4038.5; Sc K 4492; Ti K 4966; V K 5465;
        Cr K 5989; Mn K 6539; Fe K 7112; Co K 7709; Ni K 8333 L1 1008.6; Cu K 8979 L1 1096.7;
        Zn K 9659 L1 1196.2 L2 1044.9 L3 1021.8; Ga K 10367 L1 1299 L2 1143.2 L3 1116.4;
        Ge K 11103 L1 1414.6 L2 1248.1 L3 1217; As K 11867 L1 1527 L2 1359.1 L3 1323.6;
        Se K 12658 L1 1652 L2 1474.3 L3 1433.9; Br K 13474 L1 1782 L2 1596 L3 1550;
        Kr K 14326 L1 1921 L2 1730.9 L3 1678.4; Rb K 15200 L1 2065 L2 1864 L3 1804; Sr K 16105 L1 2216 L2 2007 L3 1940;
        Y K 17038 L1 2373 L2 2156 L3 2080; Zr K 17998 L1 2532 L2 2307 L3 2223; Nb K 18986 L1 2698 L2 2465 L3 2371;
        Mo K 20000 L1 2866 L2 2625 L3 2520; Tc K 21044 L1 3043 L2 2793 L3 2677; Ru K 22117 L1 3224 L2 2967 L3 2838;
        Rh K 23220 L1 3412 L2 3146 L3 3004; Pd K 24350 L1 3604 L2 3330 L3 3173; Ag K 25514 L1 3806 L2 3524 L3 3351;
        Cd K 26711 L1 4018 L2 3727 L3 3538; In K 27940 L1 4238 L2 3938 L3 3730; Sn K 29200 L1 4465 L2 4156 L3 3929;
        Sb K 30491 L1 4698 L2 4380 L3 4132; Te K 31814 L1 4939 L2 4612 L3 4341; I K 33169 L1 5188 L2 4852 L3 4557;
        Xe K 34561 L1 5453 L2 5107 L3 4786; Cs K 35985 L1 5714 L2 5359 L3 5012; Ba K 37441 L1 5989 L2 5624 L3 5247;
        La K 38925 L1 6266 L2 5891 L3 5483; Ce K 40443 L1 6548 L2 6164 L3 5723; Pr K 41991 L1 6835 L2 6440 L3 5964;
        Nd K 43569 L1 7126 L2 6722 L3 6208; Pm K 45184 L1 7428 L2 7013 L3 6459; Sm K 46834 L1 7737 L2 7312 L3 6716;
        Eu K 48519 L1 8052 L2 7617 L3 6977; Gd K 50239 L1 8376 L2 7930 L3 7243; Tb K 51996 L1 8708 L2 8252 L3 7514;
        Dy K 53789 L1 9046 L2 8581 L3 7790; Ho K 55618 L1 9394 L2 8918 L3 8071; Er K 57486 L1 9751 L2 9264 L3 8358;
        Tm K 59390 L1 10116 L2 9617 L3 8648; Yb L1 10486 L2 9978 L3 8944; Lu L1 10870 L2 10349 L3 9244;
        Hf L1 11271 L2 10739 L3 9561; Ta L1 11682 L2 11136 L3 9881; W L1 12100 L2 11544 L3 10207;
        Re L1 12527 L2 11959 L3 10535; Os L1 12968 L2 12385 L3 10871; Ir L1 13419 L2 12824 L3 11215;
        Pt L1 13880 L2 13273 L3 11564; Au L1 14353 L2 13734 L3 11919; Hg L1 14839 L2 14209 L3 12284;
        Tl L1 15347 L2 14698 L3 12658; Pb L1 15861 L2 15200 L3 13035; Bi L1 16388 L2 15711 L3 13419;
        Po L1 16939 L2 16244 L3 13814; At L1 17493 L2 16785 L3 14214; Rn L1 18049 L2 17337 L3 14619;
        Fr L1 18639 L2 17907 L3 15031; Ra L1 19237 L2 18484 L3 15444; Ac L1 19840 L2 19083 L3 15871;
        Th L1 20472 L2 19693 L3 16300; Pa L1 21105 L2 20314 L3 16733; U L1 21757 L2 20948 L3 17166
        """;

    private static readonly FrozenDictionary<(string Element, string Edge), double> s_energies = Parse().ToFrozenDictionary();

    /// <summary>E0, eV; null for an edge that is not in the table.</summary>
    /// <param name="element">Symbol, such as "Fe".</param>
    /// <param name="edge">Such as "K" or "L3".</param>
    public static double? Of(string? element, string? edge) =>
        element is not null && edge is not null && s_energies.TryGetValue((element, edge), out double energy) ? energy : null;

    private static IEnumerable<KeyValuePair<(string Element, string Edge), double>> Parse()
    {
        foreach (string row in Table.Split(';'))
        {
            string[] words = row.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            for (int i = 1; i + 1 < words.Length; i += 2)
                yield return new((words[0], words[i]), double.Parse(words[i + 1], CultureInfo.InvariantCulture));
        }
    }
}
