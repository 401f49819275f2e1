using Exafs.Inference.Consistency;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;
using TorchSharp;

namespace Exafs.Tests.Inference.Consistency;

public sealed class ForwardModelTests
{
    private static readonly FeatureParameters s_features = new() { EdgeEnergy = 8979 };
    private static readonly StructureSet s_set = StructureLibrary.Load(Path.Combine(RepositoryFolder.Path, "config/packs/cu/library")).Training;

    [Theory]
    [InlineData(9.0)]
    [InlineData(12.3)]
    [InlineData(15.7)]
    [InlineData(16.0)]
    public void RFactor_OfThePerfectPrediction_IsNearZeroForAnyKMax(double kmax)
    {
        var (model, plan) = (Model(), new FeaturePlan(s_features));
        double[] theory = [.. s_set.ChiOf(40).ToArray().Select(value => (double)value)];
        var full = new float[plan.Inputs];
        plan.Apply(theory, 16, full);

        Assert.InRange(model.RFactor(theory, kmax, full.AsSpan(0, model.Points)), 0, 2e-3);
    }

    [Fact]
    public void RFactor_OfATenthTooMuchAmplitude_IsAHundredth()
    {
        var (model, plan) = (Model(), new FeaturePlan(s_features));
        double[] theory = [.. s_set.ChiOf(40).ToArray().Select(value => (double)value)];
        var full = new float[plan.Inputs];
        plan.Apply([.. theory.Select(value => 1.1 * value)], 16, full);

        Assert.Equal(0.01, model.RFactor(theory, 16, full.AsSpan(0, model.Points)), 1e-4);
        Assert.Equal(1, model.RFactor(theory, 12, new float[model.Points]), 1e-9);
    }

    [Fact]
    public void Samples_OfOneSeed_AreTheSameAndOfAnotherOthers()
    {
        float[] Draw(int seed)
        {
            var samples = new ForwardSamples(s_set, s_features, seed);
            var (inputs, targets) = (new float[ForwardSamples.Inputs], new float[samples.Targets]);
            samples.Next(inputs, targets);
            samples.Next(inputs, targets);
            return [.. inputs, .. targets];
        }

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void Samples_Undisturbed_AreStructuresOfTheLibraryAndTheirSpectra()
    {
        var samples = new ForwardSamples(s_set, s_features, 3, disturbed: false);
        var (inputs, targets) = (new float[ForwardSamples.Inputs], new float[samples.Targets]);
        var found = 0;
        for (var n = 0; n < 20; n++)
        {
            samples.Next(inputs, targets);
            Assert.Equal(1, inputs[TargetGrid.Count..^1].Sum(), 1e-4);
            // Pure ones are half of them; their index is found by g(R).
            for (var i = 0; i < s_set.Count; i++)
            {
                var g = TargetGrid.NeighboursOf(s_set, i).ToArray();
                if (!g.Zip(inputs, (a, b) => Math.Abs((a / 10) - b) < 1e-6).All(near => near)) continue;
                found++;
                var (plan, full) = (new FeaturePlan(s_features), new float[new FeaturePlan(s_features).Inputs]);
                plan.Apply([.. s_set.ChiOf(i).ToArray().Select(value => (double)value)], 16, full);
                Assert.Equal(full[..samples.Targets], targets);
                break;
            }
        }

        Assert.InRange(found, 4, 16);
    }

    [Fact]
    public void Network_ThatLearnsForAMoment_ComesCloserToChi()
    {
        torch.manual_seed(1);
        var samples = new ForwardSamples(s_set, s_features, 1, disturbed: false);
        using var module = TorchModule.Of(ForwardModel.ShapeFor(s_features, 64, 1));
        var optimizer = torch.optim.AdamW(module.parameters(), 3e-3);
        var (inputs, targets) = (new float[32 * ForwardSamples.Inputs], new float[32 * samples.Targets]);
        var losses = new List<float>();
        for (var step = 0; step < 60; step++)
        {
            using var scope = torch.NewDisposeScope();
            for (var row = 0; row < 32; row++) samples.Next(inputs.AsSpan(row * ForwardSamples.Inputs, ForwardSamples.Inputs), targets.AsSpan(row * samples.Targets, samples.Targets));
            optimizer.zero_grad();
            var loss = ForwardLoss.Of(module.call(torch.tensor(inputs, [32, ForwardSamples.Inputs])), torch.tensor(targets, [32, samples.Targets]));
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        Assert.True(losses[^5..].Average() < 0.2 * losses[0], $"{losses[0]} → {losses[^1]}");
    }

    [Fact]
    public void Model_OfAnotherNetwork_IsRefused()
    {
        using var network = new ManagedNetwork(NetworkWeights.Random(new() { Inputs = 10, Outputs = 5, Hidden = 8 }, 1));

        Assert.Contains("from 10 to 5", Assert.Throws<InvalidDataException>(() => new ForwardModel(network, s_features)).Message, StringComparison.Ordinal);
    }

    private static ForwardModel Model() => new(new ManagedNetwork(NetworkWeights.Random(ForwardModel.ShapeFor(s_features, 16, 0), 1)), s_features);
}
