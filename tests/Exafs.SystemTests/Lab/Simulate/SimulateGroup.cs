namespace Exafs.SystemTests.Lab.Simulate;

/// <summary>Tests that compare with one small library; one after the other, as each uses all cores.</summary>
[CollectionDefinition(Name)]
public sealed class SimulateGroup : ICollectionFixture<SmallLibrary>
{
    public const string Name = "simulate";
}
