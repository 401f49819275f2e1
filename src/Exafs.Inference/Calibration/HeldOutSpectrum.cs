using Exafs.Inference.Features;
using Exafs.Physics.Estimates;

namespace Exafs.Inference.Calibration;

/// <summary>A simulated measurement of structures that nothing has learnt from, and what they are.</summary>
/// <param name="Measured">χ(k) as a beamline would have reduced it.</param>
/// <param name="Calibration">What its foil would have said, with the errors that it would have.</param>
/// <param name="Members">Structures of the held-out set [p].</param>
/// <param name="Weights">Parts of the atoms [p].</param>
public sealed record HeldOutSpectrum(ChiK Measured, BeamlineCalibration Calibration, int[] Members, double[] Weights);
