using Exafs.Inference.Consistency;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Inference.Consistency;

public sealed class ForwardTrainingTests
{
    private static readonly FeatureParameters s_features = new() { EdgeEnergy = 8979 };
    private static readonly StructureLibrary s_library = StructureLibrary.Load(Path.Combine(RepositoryFolder.Path, "config/packs/cu/library"));
    private static readonly NetworkShape s_shape = ForwardModel.ShapeFor(s_features, 24, 1);

    [Fact]
    public void TryRestore_OfATrainingThatWasStopped_GoesOnBitForBit()
    {
        using var whole = New();
        while (!whole.IsDone) whole.Learn();
        using var stopped = New();
        while (stopped.Step < 3) stopped.Learn();
        using var state = new MemoryStream();
        stopped.Save(state, "recipe");
        using var resumed = New();
        state.Position = 0;
        Assert.True(resumed.TryRestore(state, "recipe"));
        while (!resumed.IsDone) resumed.Learn();

        var (expected, actual) = (whole.Weights, resumed.Weights);
        Assert.All(NetworkParameter.Of(s_shape), parameter => Assert.Equal(expected[parameter.Name].ToArray(), actual[parameter.Name].ToArray()));
    }

    [Fact]
    public void RFactorsOf_ANetworkThatHasLearntForAMoment_AreBelowThoseOfOneThatHasNot()
    {
        using var training = New(steps: 60);
        var before = Mean(training.Weights);
        while (!training.IsDone) training.Learn();

        Assert.InRange(Mean(training.Weights), 0, 0.5 * before);
        Assert.InRange(training.Loss, 0, 1);
    }

    private static double Mean(NetworkWeights weights)
    {
        using var model = new ForwardModel(new ManagedNetwork(weights), s_features);
        var all = model.RFactorsOf(s_library.Validation!);
        Assert.InRange(all.Count, 1, s_library.Validation!.Count);
        return all.Average();
    }

    private static ForwardTraining New(int steps = 6) => new(s_library, s_features, s_shape, new() { Steps = steps, Batch = 32, LearningRate = 5e-3 }, 3);
}
