using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Inference.Training;
using Exafs.Physics.Libraries;

namespace Exafs.Tests.Inference.Training;

public sealed class SampleMakerTests
{
    private static readonly StructureSet Set = IronLibrary.Loaded.Training;
    private static readonly FeaturePlan Plan = IronLibrary.Plan;

    [Fact]
    public void Make_WithoutAnyError_GivesTheFeaturesOfTheLibrarysSpectra()
    {
        var batch = new SampleMaker(IronLibrary.Loaded, Plan, SampleOptions.Exact, 3).Make(0, 24);

        var expected = new float[Plan.Inputs];
        var chi = new double[TheoryScale.Points];
        var differences = new List<double>();
        for (var i = 0; i < batch.Count; i++)
        {
            var structure = Found(batch, i);
            for (var j = 0; j < chi.Length; j++) chi[j] = Set.ChiOf(structure)[j];
            Plan.Apply(chi, batch.KMax[i], expected);
            differences.Add(Difference(expected.AsSpan(0, Plan.SpectralInputs), batch.Features.AsSpan(i * batch.Inputs, Plan.SpectralInputs)));
        }

        // What AUTOBK does: most to liquids, whose first shell is nearly all they have.
        Assert.InRange(differences.Order().ElementAt(12), 0, 0.025);
        Assert.InRange(differences.Max(), 0, 0.1);
    }

    [Fact]
    public void Make_OfTheSameNumber_IsTheSameWhateverWasMadeBefore()
    {
        var maker = new SampleMaker(IronLibrary.Loaded, Plan, new() { Grids = 4 }, 5);
        var (first, second) = (maker.Make(0, 8), maker.Make(1, 8));
        var again = new SampleMaker(IronLibrary.Loaded, Plan, new() { Grids = 4 }, 5).Make(1, 8);

        Assert.Equal(second.Features, again.Features);
        Assert.Equal(second.Quantities, again.Quantities);
        Assert.NotEqual(first.Features, second.Features);
        Assert.NotEqual(second.Features, new SampleMaker(IronLibrary.Loaded, Plan, new() { Grids = 4 }, 6).Make(1, 8).Features);
    }

    [Fact]
    public void Make_ByDefault_GivesFiniteInputsAndTargetsThatBelongTogether()
    {
        var batch = new SampleMaker(IronLibrary.Loaded, Plan, new() { Grids = 8, ExtraSigma2 = 0.004 }, 7).Make(0, 200);

        Assert.All(batch.Features, input => Assert.InRange(input, -50, 50));
        Assert.All(batch.KMax, kmax => Assert.InRange(kmax, 8.79, 16.01));
        Assert.True(batch.KMax.Max() - batch.KMax.Min() > 5);
        for (var i = 0; i < batch.Count; i++)
        {
            var phases = batch.Phases.AsSpan(i * PhaseTargets.Count, PhaseTargets.Count);
            Assert.Equal(1, phases[0] + phases[1] + phases[2] + phases[3], 1e-5);
            // Its own integral to 3.2 Å is the number of neighbours there.
            var g = batch.Neighbours.AsSpan(i * TargetGrid.Count, TargetGrid.Count);
            var within = batch.Quantities[i * Quantities.Count];
            Assert.Equal(within, 0.02f * Sum(g[..70]) + (0.01f * g[70]), 0.12f * within);
        }

        static float Sum(ReadOnlySpan<float> values)
        {
            var sum = 0f;
            foreach (var value in values) sum += value;
            return sum;
        }
    }

    [Fact]
    public void Make_OfMixtures_HasBccBesideFccOfAboutOneTemperature()
    {
        var batch = new SampleMaker(IronLibrary.Loaded, Plan, SampleOptions.Exact with { MixtureShare = 1, TripleShare = 0, CoexistenceShare = 1, Grids = 2 }, 7).Make(0, 60);

        for (var i = 0; i < batch.Count; i++)
        {
            var phases = batch.Phases.AsSpan(i * PhaseTargets.Count, PhaseTargets.Count);
            Assert.Equal((1f, 0f), (phases[0] + phases[1], phases[2] + phases[3]));
            Assert.InRange(phases[0], 0.0001f, 0.9999f);
        }
    }

    [Fact]
    public void Make_WithAScaleOfS02TwiceAsLarge_DoesNotChangeTheFeatures()
    {
        var one = new SampleMaker(IronLibrary.Loaded, Plan, SampleOptions.Exact with { Grids = 2 }, 9).Make(0, 6);
        var half = new SampleMaker(IronLibrary.Loaded, Plan, SampleOptions.Exact with { Grids = 2, S02 = 0.4 }, 9).Make(0, 6);

        Assert.InRange(Difference(one.Features, half.Features), 0, 0.005);
    }

    [Theory]
    [InlineData("theory error")]
    [InlineData("generic")]
    [InlineData("amplitude")]
    [InlineData("noise")]
    [InlineData("glitches")]
    [InlineData("background")]
    [InlineData("energy")]
    [InlineData("s02")]
    public void Make_WithOneErrorMore_ChangesTheFeaturesAndNotTheTargets(string error)
    {
        var exact = SampleOptions.Exact with { Grids = 1 };
        var (options, least) = error switch
        {
            "theory error" => (exact with { TheoryError = new(0.1, 0.1) }, 0.05),
            "generic" => (exact with { Generic = false }, 0.003),
            "amplitude" => (exact with { AmplitudeError = 0.03 }, 0.001),
            "noise" => (exact with { Noise = new(1e-3, 1e-3) }, 0.005),
            "glitches" => (exact with { GlitchShare = 1 }, 0.005),
            "background" => (exact with { Background = 0.02 }, 0.002),
            "energy" => (exact with { DeltaE0Error = new(2, 2) }, 0.001),
            _ => (exact with { S02Error = new(0.1, 0.1) }, 0.001),
        };
        var (plain, changed) = (new SampleMaker(IronLibrary.Loaded, Plan, exact, 11).Make(0, 1), new SampleMaker(IronLibrary.Loaded, Plan, options, 11).Make(0, 1));

        Assert.Equal(plain.Neighbours, changed.Neighbours);
        Assert.Equal(plain.Quantities, changed.Quantities);
        Assert.InRange(Difference(plain.Features, changed.Features), least, 0.7);
    }

    [Fact]
    public void Make_OfSomePhasesAndPotentials_GivesThoseAlone()
    {
        var batch = new SampleMaker(IronLibrary.Loaded, Plan, SampleOptions.Exact with { Phases = ["hcp"], Grids = 1 }, 11).Make(0, 10);

        for (var i = 0; i < batch.Count; i++) Assert.Equal(1, batch.Phases[(i * PhaseTargets.Count) + 2]);
        Assert.Throws<InvalidDataException>(() => new SampleMaker(IronLibrary.Loaded, Plan, new() { Potentials = ["no such"] }, 1));
        Assert.Throws<InvalidDataException>(() => new SampleMaker(IronLibrary.Loaded, Plan, new() { MixtureShare = 2 }, 1));
    }

    [Fact]
    public void Scale_OfMixtures_BringsTheirQuantitiesToSizeOne()
    {
        var scale = SampleMaker.Scale(StructurePool.Training(IronLibrary.Loaded, new()), new(), 4);
        // As the library has its shells: their own disorder, which the scale leaves out, widens them.
        var batch = new SampleMaker(IronLibrary.Loaded, Plan, new() { Grids = 1, ShellDisorder = 0 }, 5).Make(0, 500);

        for (var q = 0; q < Quantities.Count; q++)
        {
            var values = Enumerable.Range(0, batch.Count).Select(i => (double)batch.Quantities[(i * Quantities.Count) + q]).Where(double.IsFinite).Select(value => scale.Normalised(q, value)).ToArray();
            Assert.InRange(values.Average(), -0.25, 0.25);
            Assert.InRange(values.Average(value => value * value), Quantities.Names[q] == "n2" ? 0 : 0.5, 1.6);
        }
    }

    [Fact]
    public void Training_OfTheLibrary_LeavesOutWhatIsToBeJudgedOn()
    {
        var splits = Set.Label("split");

        Assert.Equal(splits.Count(split => split == (int)LibrarySplit.Training), StructurePool.Training(IronLibrary.Loaded, new()).Count);
        Assert.Contains((double)LibrarySplit.Test, splits);
    }

    /// <summary>The structure whose radial distribution it is.</summary>
    private static int Found(SampleBatch batch, int sample) =>
        Enumerable.Range(0, Set.Count).Single(i => TargetGrid.NeighboursOf(Set, i).SequenceEqual(batch.Neighbours.AsSpan(sample * TargetGrid.Count, TargetGrid.Count)));

    private static double Difference(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        double squares = 0, norm = 0;
        for (var i = 0; i < expected.Length; i++) (squares, norm) = (squares + Math.Pow(expected[i] - actual[i], 2), norm + Math.Pow(expected[i], 2));
        return Math.Sqrt(squares / norm);
    }
}
