namespace Exafs.Inference.Calibration;

/// <summary>What one foil says.</summary>
/// <param name="File">As the caller named it.</param>
/// <param name="DeltaE0Ev">ΔE0, eV.</param>
/// <param name="DeltaE0SigmaEv">Its standard error, eV.</param>
/// <param name="S02">S0².</param>
/// <param name="S02Sigma">Its standard error.</param>
/// <param name="RFactor">Of the fit.</param>
public sealed record CalibratedFoil(string File, double DeltaE0Ev, double DeltaE0SigmaEv, double S02, double S02Sigma, double RFactor);
