using Exafs.Pipeline.Changes;
using Exafs.Report;

namespace Exafs.Tests.Report;

/// <summary>Numbers and names as they are told.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData(1185.25, 0.75, "K", "1185.2 ± 0.8 K")]
    [InlineData(1185.25, 1.75, "K", "1185.2 ± 1.8 K")]
    [InlineData(-1.1042, 0.29, "%", "−1.10 ± 0.29 %")]
    [InlineData(0.005234, 0.00031, "Å²", "0.0052 ± 0.0003 Å²")]
    [InlineData(12345.6, 120, "", "12346 ± 120")]
    [InlineData(8.25, double.NaN, "", "8.25")]
    [InlineData(0.0001234, 0, "Å³", "1.234e−4 Å³")]
    [InlineData(0, double.NaN, "", "0")]
    [InlineData(double.NaN, 1, "K", "–")]
    public void Of_Number_HasTheDigitsThatItsErrorLeaves(double value, double sigma, string unit, string expected) => Assert.Equal(expected, Words.Of(new(value, sigma), unit));

    [Theory]
    [InlineData("phase_fcc", "fcc fraction", "")]
    [InlineData("n1", "N₁", "")]
    [InlineData("n12_ratio", "N₁₂/N₁", "")]
    [InlineData("r1_angstrom", "R₁", "Å")]
    [InlineData("sigma2_3_angstrom2", "σ²₃", "Å²")]
    [InlineData("n_within_3_2_angstrom", "N within 3.2 Å", "")]
    [InlineData("pca_score_1", "pca score 1", "")]
    public void Feature_Name_IsThatOfTheField(string name, string words, string unit) => Assert.Equal((words, unit), Words.Feature(name));

    [Theory]
    [InlineData(5_999, "1 h 39 min")]
    [InlineData(61.5, "1 min 1 s")]
    [InlineData(2.25, "2.3 s")]
    public void Of_Span_IsToldInTwoUnits(double seconds, string expected) => Assert.Equal(expected, Words.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Of_EveryKind_IsASentenceOfItsOwn() =>
        Assert.Equal(Enum.GetValues<ChangeKind>().Length, Enum.GetValues<ChangeKind>().Select(kind => Words.Of(Pipeline.ChangeExamples.Completion with { Kind = kind })).Distinct().Count());
}
