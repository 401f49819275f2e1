using Exafs.Inference.Networks.Torch;
using static TorchSharp.torch;

namespace Exafs.Inference.Networks;

/// <summary>A network on torch, to be trained or run; its state_dict has the names of <see cref="NetworkParameter"/>.</summary>
public abstract class TorchModule : nn.Module<Tensor, Tensor>
{
    protected TorchModule(NetworkShape shape)
        : base("network") => Shape = shape;

    public NetworkShape Shape { get; }

    /// <summary>With fresh weights from torch's generator.</summary>
    /// <exception cref="InvalidDataException">The shape cannot be.</exception>
    public static TorchModule Of(NetworkShape shape)
    {
        if (shape.Faults() is [var fault, ..]) throw new InvalidDataException($"no network: {fault}");
        return shape.Kind switch
        {
            NetworkKind.Mlp => new MlpModule(shape),
            NetworkKind.Cnn => new CnnModule(shape),
            _ => new TransformerModule(shape),
        };
    }

    /// <summary>With these weights.</summary>
    public static TorchModule Of(NetworkWeights weights)
    {
        var module = Of(weights.Shape);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (name, value) in module.state_dict())
            value.copy_(tensor(weights[name].ToArray(), value.shape));
        return module;
    }

    /// <summary>Its weights as they are now.</summary>
    /// <exception cref="InvalidDataException">One is not finite.</exception>
    public NetworkWeights ToWeights()
    {
        using var scope = NewDisposeScope();
        var state = state_dict();
        return NetworkWeights.Of(Shape, parameter => state[parameter.Name].detach().cpu().data<float>().ToArray());
    }

    internal static Tensor Activate(Activation activation, Tensor x) => activation switch
    {
        Activation.Silu => nn.functional.silu(x),
        Activation.Gelu => nn.functional.gelu(x),
        _ => nn.functional.relu(x),
    };

    /// <summary>What all networks end with: norm → output.</summary>
    private protected (nn.Module<Tensor, Tensor> Norm, nn.Module<Tensor, Tensor> Output) Head()
    {
        var (norm, output) = (nn.LayerNorm([Shape.Hidden]), nn.Linear(Shape.Hidden, Shape.Outputs));
        register_module("norm", norm);
        register_module("output", output);
        return (norm, output);
    }
}
