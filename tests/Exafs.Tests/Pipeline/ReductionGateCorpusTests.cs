using Exafs.Pipeline;
using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Pipeline;

/// <summary>The gate's limits on measured spectra, where the corpus is there: they refuse the one without an edge, and no other.</summary>
public class ReductionGateCorpusTests
{
    public static TheoryData<string> Spectra => [.. LarchCorpus.Ids.Append(Made)];

    private const string Made = "made-up copper foil";

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Analyze_MeasuredSpectrum_IsRejectedOnlyWithoutAnEdge(string id)
    {
        var scan = id == Made ? Synthetic.Scan() : Read(id);
        var report = new Analyzer(new AnalysisOptions { E0Policy = E0Policy.PerScan }).Analyze([scan])[0];

        if (id == "mn_13id_4el")
            Assert.Equal("before_edge", Assert.IsType<Rejected>(report).Defect.Reason);
        else
            Assert.False(report is Rejected, (report as Rejected)?.Defect.ToString());
    }

    private static Scan Read(string id)
    {
        var spectrum = LarchCorpus.Load(id);
        return new Scan { RunId = "corpus", ScanId = id, Energy = [.. spectrum.Energy], Mu = [.. spectrum.Mu] };
    }
}
