using System.Text.Json;
using Exafs.Signal;
using Exafs.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Signal;

public class CubicSplineInterpolationTests
{
    public static TheoryData<string> ScipyCases
    {
        get
        {
            TheoryData<string> names = [];
            foreach (JsonElement one in RepositoryFolder.ReferenceCase("cubic-spline", "case.json").GetProperty("cases").EnumerateArray())
                names.Add(one.GetProperty("name").GetString()!);
            return names;
        }
    }

    [Theory, MemberData(nameof(ScipyCases))]
    public void Evaluate_ReferenceCase_AgreesWithScipy(string name)
    {
        JsonElement root = RepositoryFolder.ReferenceCase("cubic-spline", "case.json");
        JsonElement one = root.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        Close.RelativeToMax(one.Doubles("expected"), Interpolate(one.Doubles("x"), one.Doubles("y"), one.Doubles("at")),
            root.Double("tolerance_relative_to_max"), name);
    }

    [Fact]
    public void Evaluate_AnyCubic_IsReproducedInsideAndOutside() =>
        Prop.ForAll(Gen.Choose(4, 60).SelectMany(n => Gen.Choose(0, 1000).Select(seed => (n, seed))).ToArbitrary(), Reproduces(3))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Evaluate_ThreeNodes_GiveTheirParabola() =>
        Prop.ForAll(Gen.Choose(0, 1000).Select(seed => (3, seed)).ToArbitrary(), Reproduces(2)).QuickCheckThrowOnFailure();

    [Fact]
    public void Evaluate_AtNodes_GivesTheValues()
    {
        double[] x = [0, 1, 1.5, 3, 7, 7.25], y = [3, -1, 4, 1, -5, 9];
        Assert.Equal(y, Interpolate(x, y, x));
    }

    [Fact]
    public void Evaluate_Twice_GivesTheSame()
    {
        double[] x = [0, 1, 1.5, 3, 7], y = [3, -1, 4, 1, -5], other = [1, 2, 3, 4, 5], at = [0.3, 5], first = new double[2], second = new double[2];
        CubicSplineInterpolation spline = new(x, at);
        spline.Evaluate(y, first);
        spline.Evaluate(other, second);
        spline.Evaluate(y, second);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(new double[] { 1 })]
    [InlineData(new double[] { 1, 2, 2, 3 })]
    [InlineData(new double[] { 1, 2, double.NaN, 3 })]
    [InlineData(new double[] { 1, 2, double.PositiveInfinity })]
    public void Constructor_NodesThatAreNoGrid_Throws(double[] x) =>
        Assert.Throws<ArgumentException>(() => new CubicSplineInterpolation(x, [1.5]));

    [Fact]
    public void Evaluate_WrongLength_Throws()
    {
        CubicSplineInterpolation spline = new([0, 1, 2, 3], [0.5]);
        Assert.Throws<ArgumentException>(() => spline.Evaluate([1, 2, 3], new double[1]));
        Assert.Throws<ArgumentException>(() => spline.Evaluate([1, 2, 3, 4], new double[2]));
    }

    private static Func<(int Nodes, int Seed), bool> Reproduces(int degree) => arguments =>
    {
        Random random = new(arguments.Seed);
        double[] x = new double[arguments.Nodes], c = [.. Enumerable.Range(0, degree + 1).Select(_ => random.NextDouble() - 0.5)];
        for (int i = 1; i < x.Length; i++) x[i] = x[i - 1] + 0.05 + random.NextDouble();
        double[] at = [.. Enumerable.Range(0, 50).Select(_ => -1 + ((x[^1] + 2) * random.NextDouble()))];
        double Polynomial(double t) => c.Reverse().Aggregate(0.0, (sum, next) => (sum * t) + next);
        double[] expected = [.. at.Select(Polynomial)];
        return Close.Worst(expected, Interpolate(x, [.. x.Select(Polynomial)], at)).Worst < 1e-11;
    };

    private static double[] Interpolate(double[] x, double[] y, double[] at)
    {
        double[] result = new double[at.Length];
        new CubicSplineInterpolation(x, at).Evaluate(y, result);
        return result;
    }
}
