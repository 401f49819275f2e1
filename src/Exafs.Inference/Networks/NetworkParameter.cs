using System.Collections.Immutable;

namespace Exafs.Inference.Networks;

/// <summary>A tensor of weights by its name in PyTorch's state_dict.</summary>
/// <param name="Name">Such as blocks.0.first.weight.</param>
/// <param name="Shape">As PyTorch has it.</param>
public sealed record NetworkParameter(string Name, ImmutableArray<int> Shape)
{
    public int Count => Shape.Aggregate(1, (product, n) => product * n);

    /// <summary>All of a network.</summary>
    public static ImmutableArray<NetworkParameter> Of(NetworkShape shape)
    {
        var parameters = ImmutableArray.CreateBuilder<NetworkParameter>();
        switch (shape.Kind)
        {
            case NetworkKind.Mlp:
                Linear("input", shape.Inputs, shape.Hidden);
                Blocks(block =>
                {
                    Norm($"{block}.norm", shape.Hidden);
                    Linear($"{block}.first", shape.Hidden, shape.Hidden);
                    Linear($"{block}.second", shape.Hidden, shape.Hidden);
                });
                break;
            case NetworkKind.Cnn:
                Convolution("stem", shape.Channels);
                Blocks(block =>
                {
                    Convolution($"{block}.first", shape.Width);
                    Convolution($"{block}.second", shape.Width);
                    Convolution($"{block}.down", shape.Width);
                });
                Linear("dense", shape.HeadInputs, shape.Hidden);
                break;
            default:
                Linear("patch", shape.Channels * shape.Patch, shape.Width);
                parameters.Add(new("position", [shape.Tokens, shape.Width]));
                Blocks(block =>
                {
                    Norm($"{block}.attention_norm", shape.Width);
                    Linear($"{block}.query_key_value", shape.Width, 3 * shape.Width);
                    Linear($"{block}.project", shape.Width, shape.Width);
                    Norm($"{block}.norm", shape.Width);
                    Linear($"{block}.first", shape.Width, 4 * shape.Width);
                    Linear($"{block}.second", 4 * shape.Width, shape.Width);
                });
                Linear("dense", shape.HeadInputs, shape.Hidden);
                break;
        }

        Norm("norm", shape.Hidden);
        Linear("output", shape.Hidden, shape.Outputs);
        return parameters.ToImmutable();

        void Blocks(Action<string> block)
        {
            for (var i = 0; i < shape.Depth; i++) block($"blocks.{i}");
        }

        void Linear(string name, int inputs, int outputs) => Add(name, outputs, inputs);
        void Convolution(string name, int channels) => Add(name, shape.Width, channels, shape.Kernel);
        void Norm(string name, int width) => Add(name, width);
        void Add(string name, params ReadOnlySpan<int> weight) => parameters.AddRange(new NetworkParameter($"{name}.weight", [.. weight]), new NetworkParameter($"{name}.bias", [weight[0]]));
    }
}
