using System.ComponentModel.DataAnnotations;
using Exafs.Signal;

namespace Exafs.Monitor.Options;

/// <summary>Rebinning of dense scans to one grid per series, laid on its first scan.</summary>
internal sealed record RebinSection : ISection
{
    private static readonly RebinParameters Default = new();

    public bool Enabled { get; init; }

    [Range(-5000.0, 0.0)]
    public double? Pre1Ev { get; init; } = Default.Pre1;

    [Range(-5000.0, 0.0)]
    public double Pre2Ev { get; init; } = Default.Pre2;

    [Range(0.01, 100.0)]
    public double PreStepEv { get; init; } = Default.PreStep;

    [Range(0.01, 20.0)]
    public double? XanesStepEv { get; init; } = Default.XanesStep;

    [Range(0.0, 1000.0)]
    public double Exafs1Ev { get; init; } = Default.Exafs1;

    [Range(0.0, 10_000.0)]
    public double? Exafs2Ev { get; init; } = Default.Exafs2;

    [Range(0.005, 0.5)]
    public double ExafsKstepPerAngstrom { get; init; } = Default.ExafsKStep;

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (Pre1Ev >= Pre2Ev)
            yield return ("pre1_ev", $"{Pre1Ev} must be below pre2_ev, {Pre2Ev}");
        if (Exafs1Ev >= Exafs2Ev)
            yield return ("exafs1_ev", $"{Exafs1Ev} must be below exafs2_ev, {Exafs2Ev}");
    }

    public RebinParameters? ToParameters(Compatibility compatibility) => !Enabled ? null : Default with
    {
        Pre1 = Pre1Ev,
        Pre2 = Pre2Ev,
        PreStep = PreStepEv,
        XanesStep = XanesStepEv,
        Exafs1 = Exafs1Ev,
        Exafs2 = Exafs2Ev,
        ExafsKStep = ExafsKstepPerAngstrom,
        Compatibility = compatibility,
    };
}
