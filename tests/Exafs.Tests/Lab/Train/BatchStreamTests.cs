using Exafs.Inference.Training;
using Exafs.Lab.Train;
using Exafs.Tests.Inference.Training;

namespace Exafs.Tests.Lab.Train;

public sealed class BatchStreamTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 4)]
    public async Task Next_WhateverMakesThem_AreTheBatchesInTheirOrder(int makers, int first)
    {
        await using var stream = new BatchStream([.. Enumerable.Range(0, makers).Select(_ => Maker())], first, 2);
        var direct = Maker();
        for (var number = first; number < first + 5; number++) Assert.Equal(direct.Make(number, 2).Features, (await stream.NextAsync(default)).Features);
    }

    private static SampleMaker Maker() => new(IronLibrary.Loaded, IronLibrary.Plan, new() { Grids = 1 }, 8);
}
