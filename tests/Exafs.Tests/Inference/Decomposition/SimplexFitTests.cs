using Exafs.Inference.Decomposition;

namespace Exafs.Tests.Inference.Decomposition;

public sealed class SimplexFitTests
{
    [Theory]
    [InlineData(3, 1)]
    [InlineData(12, 2)]
    [InlineData(60, 3)]
    [InlineData(200, 4)]
    public void Solve_RandomProblem_MeetsTheConditionsOfTheMinimum(int count, int seed)
    {
        var (gram, linear) = Problem(count, seed);
        var fit = new SimplexFit(gram, count);

        Assert.True(fit.Solve(linear, 0.01, 1e-10));

        double[] weights = Dense(fit, count), gradient = Gradient(gram, linear, weights, 0.01);
        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.All(weights, weight => Assert.True(weight >= 0));
        // Karush, Kuhn and Tucker: one gradient for all that take part, none below it.
        var level = weights.Zip(gradient, (weight, slope) => weight * slope).Sum();
        for (var i = 0; i < count; i++) Assert.True(weights[i] > 0 ? Math.Abs(gradient[i] - level) < 1e-8 : gradient[i] > level - 1e-8);
        Assert.InRange(fit.Gap, -1e-12, 1e-10);
    }

    [Fact]
    public void Solve_AgainstManySmallSteps_IsNoHigher()
    {
        const int count = 40;
        var (gram, linear) = Problem(count, 5);
        var fit = new SimplexFit(gram, count);
        Assert.True(fit.Solve(linear, 0.02, 1e-10));

        // Frank and Wolfe's steps come down slowly, but need no set of members.
        var weights = Enumerable.Repeat(1.0 / count, count).ToArray();
        for (var step = 0; step < 20_000; step++)
        {
            var gradient = Gradient(gram, linear, weights, 0.02);
            var best = Array.IndexOf(gradient, gradient.Min());
            for (var i = 0; i < count; i++) weights[i] += 2.0 / (step + 2) * ((i == best ? 1 : 0) - weights[i]);
        }

        var (found, slow) = (Objective(gram, linear, Dense(fit, count), 0.02), Objective(gram, linear, weights, 0.02));
        Assert.InRange(found - slow, -1e-3, 1e-10);
    }

    [Fact]
    public void Respond_AgainstAMovedProblem_IsTheDifference()
    {
        const int count = 30;
        var (gram, linear) = Problem(count, 6);
        var (before, after) = (new SimplexFit(gram, count), new SimplexFit(gram, count));
        Assert.True(before.Solve(linear, 0.05, 1e-12));
        int[] members = before.Members.ToArray();
        var random = new Random(7);
        double[] change = [.. members.Select(_ => 1e-6 * random.NextDouble())];
        foreach (var (member, by) in members.Zip(change)) linear[member] += by;
        Assert.True(after.Solve(linear, 0.05, 1e-12));

        before.Respond(change);

        double[] moved = Dense(after, count), from = Dense(before, count);
        Assert.Equal(0, change.Sum(), 1e-15);
        foreach (var (member, by) in members.Zip(change)) Assert.Equal(by, moved[member] - from[member], 1e-11);
    }

    private static (double[] Gram, double[] Linear) Problem(int count, int seed)
    {
        var random = new Random(seed);
        const int rows = 20;
        double[] x = [.. Enumerable.Range(0, rows * count).Select(_ => random.NextDouble() - 0.5)], y = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() - 0.5)];
        var (gram, linear) = (new double[count * count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            for (var r = 0; r < rows; r++) linear[i] += x[(r * count) + i] * y[r];
            for (var j = 0; j < count; j++)
                for (var r = 0; r < rows; r++) gram[(i * count) + j] += x[(r * count) + i] * x[(r * count) + j];
        }

        return (gram, linear);
    }

    private static double[] Dense(SimplexFit fit, int count)
    {
        var weights = new double[count];
        for (var p = 0; p < fit.Members.Length; p++) weights[fit.Members[p]] = fit.Weights[p];
        return weights;
    }

    private static double[] Gradient(double[] gram, double[] linear, double[] weights, double ridge) =>
        [.. Enumerable.Range(0, linear.Length).Select(i => weights.Select((weight, j) => weight * gram[(i * linear.Length) + j]).Sum() + (ridge * weights[i]) - linear[i])];

    private static double Objective(double[] gram, double[] linear, double[] weights, double ridge) =>
        weights.Select((weight, i) => weight * ((Gradient(gram, linear, weights, ridge)[i] - linear[i]) / 2)).Sum();
}
