namespace Exafs.Physics.Estimates;

/// <summary>A value and its standard error, 1 σ, both in the value's unit.</summary>
public readonly record struct Uncertain(double Value, double Sigma);
