using Exafs.Inference.Networks;
using Exafs.Inference.Training;

namespace Exafs.Tests.Inference.Training;

public sealed class NetworkTrainingTests
{
    private static readonly NetworkShape Shape = new() { Inputs = IronLibrary.Plan.Inputs, Outputs = OutputLayout.Standard.Count, Hidden = 24, Depth = 1 };
    private static readonly StructurePool Pool = StructurePool.Training(IronLibrary.Loaded, new());
    private static readonly SampleBatch[] Batches = [.. Made()];

    [Fact]
    public void Learn_OfAFewBatches_BecomesLessWrongInAllParts()
    {
        using var training = New(steps: 120, rate: 1e-2);
        training.Learn(Batches[0]);
        var first = training.Losses;
        while (!training.IsDone) training.Learn(Batches[training.Step % Batches.Length]);

        Assert.InRange(training.Losses.Total, 0, 0.7 * first.Total);
        Assert.InRange(training.Losses.Neighbours, 0, 0.7 * first.Neighbours);
        Assert.InRange(training.Losses.NeighboursSigma, -10, 0.7 * first.NeighboursSigma);
        Assert.InRange(training.Losses.Quantities, -10, first.Quantities);
        Assert.InRange(training.Losses.Phases, 0, first.Phases);
    }

    [Fact]
    public void TryRestore_OfATrainingThatWasStopped_GoesOnAsIfItHadNotBeen()
    {
        using var whole = New(steps: 8);
        while (!whole.IsDone) whole.Learn(Batches[whole.Step % Batches.Length]);

        using var stopped = New(steps: 8);
        while (stopped.Step < 5) stopped.Learn(Batches[stopped.Step % Batches.Length]);
        using var state = new MemoryStream();
        stopped.Save(state, "recipe");
        using var resumed = New(steps: 8, seed: 99);
        state.Position = 0;
        Assert.True(resumed.TryRestore(state, "recipe"));
        Assert.Equal(5, resumed.Step);
        while (!resumed.IsDone) resumed.Learn(Batches[resumed.Step % Batches.Length]);

        var (expected, actual) = (whole.Weights, resumed.Weights);
        Assert.All(NetworkParameter.Of(Shape), parameter => Assert.Equal(expected[parameter.Name].ToArray(), actual[parameter.Name].ToArray()));
    }

    [Fact]
    public void TryRestore_OfAnotherRecipe_BeginsAnew()
    {
        using var training = New(steps: 3);
        training.Learn(Batches[0]);
        using var state = new MemoryStream();
        training.Save(state, "one");
        state.Position = 0;
        using var other = New(steps: 3);

        Assert.False(other.TryRestore(state, "two"));
        Assert.Equal(0, other.Step);
        Assert.Throws<InvalidDataException>(() => other.TryRestore(new MemoryStream([1, 2, 3]), "one"));
    }

    [Fact]
    public void RateAt_OverATraining_RisesAndFalls()
    {
        var recipe = new TrainingRecipe { Steps = 1000, LearningRate = 1e-3, Warmup = 0.2 };

        Assert.Equal(4e-5, recipe.RateAt(0), 1e-12);
        Assert.Equal(1e-3, recipe.RateAt(200), 1e-9);
        Assert.InRange(recipe.RateAt(999), 1e-8, 2e-6);
        Assert.True(recipe.RateAt(100) < recipe.RateAt(150) && recipe.RateAt(400) > recipe.RateAt(700));
    }

    private static NetworkTraining New(int steps, int seed = 3, double rate = 2e-3) =>
        new(Shape, new() { Steps = steps, Batch = 16, LearningRate = rate }, SampleMaker.Scale(Pool, new(), 1), seed);

    private static IEnumerable<SampleBatch> Made()
    {
        var maker = new SampleMaker(Pool, null, IronLibrary.Plan, new() { Grids = 2 }, 1);
        for (var i = 0; i < 4; i++) yield return maker.Make(i, 16);
    }
}
