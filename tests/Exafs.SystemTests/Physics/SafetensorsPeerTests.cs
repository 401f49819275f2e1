using System.Diagnostics;
using System.Text.Json;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Physics;

/// <summary>Our safetensors read by numpy, and numpy's read by us.</summary>
public sealed class SafetensorsPeerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-safetensors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Safetensors_ThroughNumpy_ComeBackAsTheyWere()
    {
        string ours = Path.Combine(_folder, "ours"), theirs = Path.Combine(_folder, "theirs");
        StoredTensor[] tensors =
        [
            StoredTensor.Halves("halves", [1.5, -0.001, 65504, 6e-8], 2, 2),
            StoredTensor.Floats("floats", [Math.PI, -1e30, 1e-30], 3, 1),
            StoredTensor.Doubles("doubles", [Math.E, double.MaxValue], 2),
            StoredTensor.Ints("ints", [int.MinValue, int.MaxValue], 1, 2),
            StoredTensor.Longs("longs", [-(1L << 53)], 1),
            StoredTensor.Bytes("bytes", [0, 255, 7], 3),
            StoredTensor.Doubles("scalar", [42]),
            StoredTensor.Doubles("none", [], 0, 5),
        ];
        using (var stream = File.Create(ours)) Safetensors.Of(tensors, new Dictionary<string, string> { ["unit"] = "Å⁻¹ \"quoted\"" }).Write(stream);

        using var told = JsonDocument.Parse(await PythonAsync(ours, theirs));
        var arrays = told.RootElement.GetProperty("arrays");
        using var back = File.OpenRead(theirs);
        var read = Safetensors.Read(back);

        Assert.Equal("Å⁻¹ \"quoted\"", told.RootElement.GetProperty("metadata").GetProperty("unit").GetString());
        Assert.Equal("Å⁻¹ \"quoted\"", read.Metadata["unit"]);
        Assert.Equal(tensors.Length, arrays.EnumerateObject().Count());
        Assert.All(tensors, tensor =>
        {
            var array = arrays.GetProperty(tensor.Name);
            Assert.Equal(tensor.Shape.ToArray(), array.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()));
            Assert.Equal(tensor.ToDoubles(), array.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()));
            Assert.Equal((tensor.Type, Convert.ToHexString(tensor.Data.AsSpan())), (read[tensor.Name].Type, Convert.ToHexString(read[tensor.Name].Data.AsSpan())));
        });
    }

    private static async Task<string> PythonAsync(params string[] arguments)
    {
        var script = Path.Combine(RepositoryFolder.Path, "tests", "Exafs.SystemTests", "python", "safetensors_peer.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEndAsync();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, $"numpy did not read it (apt-get install python3-numpy): {await errors}");
        return output;
    }
}
