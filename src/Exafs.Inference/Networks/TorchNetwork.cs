using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Exafs.Inference.Networks;

/// <summary>A network on libtorch, on the processor or a graphics card.</summary>
public sealed class TorchNetwork : INetwork
{
    private readonly TorchModule _module;
    private readonly Device _device;

    /// <param name="weights">Of any kind of network.</param>
    /// <param name="deviceName">cpu, cuda:0, …</param>
    public TorchNetwork(NetworkWeights weights, string deviceName = "cpu")
    {
        Shape = weights.Shape;
        _device = device(deviceName);
        _module = TorchModule.Of(weights);
        _module.to(_device);
        _module.eval();
    }

    public NetworkShape Shape { get; }

    public void Forward(ReadOnlySpan<float> inputs, int count, Span<float> outputs)
    {
        if (count < 0 || inputs.Length != count * Shape.Inputs || outputs.Length != count * Shape.Outputs)
            throw new ArgumentException($"{inputs.Length} inputs and {outputs.Length} outputs are not {count} rows of {Shape.Inputs} and {Shape.Outputs}");
        if (count == 0) return;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var result = _module.call(tensor(inputs.ToArray(), [count, Shape.Inputs]).to(_device));
        MemoryMarshal.Cast<byte, float>(result.contiguous().cpu().bytes).CopyTo(outputs);
    }

    public void Dispose() => _module.Dispose();
}
