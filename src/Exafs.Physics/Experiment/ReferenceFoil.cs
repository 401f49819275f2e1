namespace Exafs.Physics.Experiment;

/// <summary>The foil between the second chamber and the third.</summary>
public sealed record ReferenceFoil(SampleModel Sample, SampleState State);
