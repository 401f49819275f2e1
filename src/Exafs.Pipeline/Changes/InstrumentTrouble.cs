namespace Exafs.Pipeline.Changes;

/// <summary>What the instrument did on one scan.</summary>
/// <param name="Cause">Stable word: top_up, glitch, e0_jump, edge_step_jump, sample_loss, i0_loss, or the reason of a rejection.</param>
/// <param name="Detail">What was seen, with numbers.</param>
/// <param name="Lasts">It stays: what is expected of the scans has to be learnt anew.</param>
/// <param name="Before">Of what jumped; NaN where nothing did.</param>
/// <param name="After">The same.</param>
public sealed record InstrumentTrouble(string Cause, string Detail, bool Lasts = false, double Before = double.NaN, double After = double.NaN)
{
    public const string TopUp = "top_up", Glitch = "glitch", E0Jump = "e0_jump", EdgeStepJump = "edge_step_jump", SampleLoss = "sample_loss";

    /// <summary>The feature that jumped; null where none did.</summary>
    public string? Feature => Cause switch
    {
        E0Jump => "edge_position_ev",
        EdgeStepJump or SampleLoss => ScanFeatures.EdgeStep,
        _ => null,
    };
}
