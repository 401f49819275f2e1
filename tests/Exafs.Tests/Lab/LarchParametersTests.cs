using System.Text;
using System.Text.Json;
using Exafs.Lab;
using Exafs.Lab.Reduce;
using Exafs.Signal;

namespace Exafs.Tests.Lab;

public sealed class LarchParametersTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"e0": null, "nnorm": null, "rbkg": null, "window": null, "ft_kmax": null, "compatibility": null}""")]
    public void Parse_MissingOrNull_IsTheDefault(string json) => Assert.Equal(new ReductionParameters(), LarchParameters.Parse(json));

    [Fact]
    public void Parse_EveryName_ArrivesWhereItBelongs()
    {
        ReductionParameters parsed = LarchParameters.Parse(
            """
            {"e0": 7112.5, "pre1": -150, "pre2": -30, "norm1": 75, "norm2": 700.5, "nnorm": 2, "nvict": 1, "rbkg": 1.1, "kmin": 0.5, "kmax": 14, "kweight": 2,
             "dk": 0.2, "window": "parzen", "clamp_lo": 3, "clamp_hi": 5, "nclamp": 4, "nknots": 9, "kstep": 0.04, "nfft": 4096,
             "ft_kmin": 3, "ft_kmax": 13, "ft_kweight": 3, "ft_dk": 4, "ft_dk2": 2, "ft_window": "hanning", "rmax_out": 8, "compatibility": "larch-0.9.58"}
            """);

        Assert.Equal(
            new ReductionParameters
            {
                E0 = 7112.5,
                Pre1 = -150,
                Pre2 = -30,
                Norm1 = 75,
                Norm2 = 700.5,
                NNorm = 2,
                NVict = 1,
                Rbkg = 1.1,
                KMin = 0.5,
                KMax = 14,
                KWeight = 2,
                Dk = 0.2,
                Window = WindowKind.Parzen,
                ClampLow = 3,
                ClampHigh = 5,
                NClamp = 4,
                NKnots = 9,
                KStep = 0.04,
                NFft = 4096,
                Fourier = new() { KMin = 3, KMax = 13, KWeight = 3, Dk = 4, Dk2 = 2, Window = WindowKind.Hanning, RMaxOut = 8 },
                Compatibility = Compatibility.Larch0_9_58,
            },
            parsed);
        Assert.Equal(parsed, LarchParameters.Parse(Written(parsed)));
    }

    [Fact]
    public void Write_Defaults_NamesEveryParameter()
    {
        using JsonDocument written = JsonDocument.Parse(Written(new ReductionParameters()));

        Assert.Equal(LarchParameters.Names, written.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("han", WindowKind.Hanning)]
    [InlineData("Hanning", WindowKind.Hanning)]
    [InlineData("fhanning", WindowKind.FractionalHanning)]
    [InlineData("kaiser-bessel", WindowKind.Kaiser)]
    [InlineData("KAI", WindowKind.Kaiser)]
    [InlineData("gaussian", WindowKind.Gaussian)]
    [InlineData("sine", WindowKind.Sine)]
    [InlineData("welch", WindowKind.Welch)]
    [InlineData("bessel", WindowKind.Bessel)]
    public void Parse_Window_IsMatchedByThreeLetters(string name, WindowKind kind) =>
        Assert.Equal(kind, LarchParameters.Parse($$"""{"ft_window": "{{name}}"}""").Fourier.Window);

    [Theory]
    [InlineData("""{"kweigth": 2}""", "kweigth: no such parameter")]
    [InlineData("""{"rbkg": "1"}""", "rbkg: \"1\" is not a number from")]
    [InlineData("""{"rbkg": -1}""", "rbkg: -1 is not a number from")]
    [InlineData("""{"e0": 1e400}""", "e0: 1e400 is not a number from")]
    [InlineData("""{"nnorm": 1.5}""", "nnorm: 1.5 is not a whole number from 0 to 5")]
    [InlineData("""{"nnorm": 6}""", "nnorm: 6 is not a whole number from 0 to 5")]
    [InlineData("""{"nfft": 1000}""", "nfft: 1000 is not a power of two")]
    [InlineData("""{"ft_window": "ha"}""", "ft_window: \"ha\" is not a window")]
    [InlineData("""{"window": 3}""", "window: 3 is not a window")]
    [InlineData("""{"compatibility": "larch"}""", "compatibility: \"larch\" is not \"larch-2026.3.1\" or \"larch-0.9.58\"")]
    [InlineData("""{"kmin": 5, "kmax": 4}""", "kmax: 4 is not above kmin, 5")]
    [InlineData("""{"ft_kmin": 30}""", "ft_kmax: 20 is not above ft_kmin, 30")]
    [InlineData("""{"rbkg": 1, "rbkg": 2}""", "rbkg: given twice")]
    [InlineData("[1]", "parameters: not a JSON object")]
    [InlineData("{", "parameters: not JSON")]
    public void Parse_UnknownOrImpossible_NamesTheKey(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<UsageException>(() => LarchParameters.Parse(json)).Message, StringComparison.Ordinal);

    private static string Written(ReductionParameters parameters)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory)) LarchParameters.Write(writer, parameters);
        return Encoding.UTF8.GetString(memory.ToArray());
    }
}
