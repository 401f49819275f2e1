namespace Exafs.Inference.Training;

/// <summary>Divides the structures of held-out potentials by their runs: structures of one run are never on both sides.</summary>
public static class HeldOutHalves
{
    /// <summary>Every other run calibrates, the others evaluate.</summary>
    /// <param name="half">Which.</param>
    /// <param name="run">As the library's manifest counts.</param>
    public static bool Contains(HeldOutHalf half, int run) => half == HeldOutHalf.Both || int.IsEvenInteger(run) == (half == HeldOutHalf.Calibration);
}
