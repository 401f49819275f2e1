using System.Collections.Immutable;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Networks;

/// <summary>The weights of one network: all that its shape asks for, finite, by PyTorch's names.</summary>
public sealed class NetworkWeights
{
    private readonly ImmutableDictionary<string, float[]> _tensors;

    private NetworkWeights(NetworkShape shape, ImmutableDictionary<string, float[]> tensors) => (Shape, _tensors) = (shape, tensors);

    public NetworkShape Shape { get; }

    /// <summary>The numbers of a tensor, the last index fastest.</summary>
    public ReadOnlySpan<float> this[string name] => _tensors[name];

    /// <summary>From a file of tensors, float32 or float16.</summary>
    /// <param name="shape">What they must fit.</param>
    /// <param name="file">With these and perhaps other tensors.</param>
    /// <param name="prefix">Stands before each name, such as "members.0.".</param>
    /// <exception cref="InvalidDataException">A tensor is missing, has another shape or type, or holds a number that is not finite; or the shape cannot be.</exception>
    public static NetworkWeights Of(NetworkShape shape, Safetensors file, string prefix = "")
    {
        if (shape.Faults() is [var fault, ..]) throw new InvalidDataException($"no network: {fault}");
        return Of(shape, parameter =>
        {
            var tensor = file[prefix + parameter.Name].Shaped(parameter.Shape.AsSpan());
            if (tensor.Type is not (TensorType.F32 or TensorType.F16)) throw new InvalidDataException($"tensor {tensor.Name} holds {tensor.Type}, not F32 or F16");
            return tensor.Type == TensorType.F32 ? tensor.As<float>().ToArray() : Array.ConvertAll(tensor.As<Half>().ToArray(), value => (float)value);
        });
    }

    /// <summary>As PyTorch begins: uniform within ±1/√(inputs), norms of 1; made of the seed alone.</summary>
    public static NetworkWeights Random(NetworkShape shape, int seed)
    {
        var random = new Random(seed);
        var norms = NetworkParameter.Of(shape).Where(parameter => parameter.Name.EndsWith("norm.weight", StringComparison.Ordinal)).Select(parameter => parameter.Name).ToHashSet();
        var last = 1;
        return Of(shape, parameter =>
        {
            if (norms.Contains(parameter.Name)) return [.. Enumerable.Repeat(1f, parameter.Count)];
            // A bias follows its weight and has its bound.
            if (parameter.Shape.Length > 1) last = parameter.Count / parameter.Shape[0];
            var bound = 1 / Math.Sqrt(last);
            return [.. Enumerable.Range(0, parameter.Count).Select(_ => (float)(bound * ((2 * random.NextDouble()) - 1)))];
        });
    }

    /// <summary>To be written.</summary>
    /// <param name="prefix">Stands before each name.</param>
    /// <param name="half">float16, half the size, rounded to 5e-4 of each weight; else float32.</param>
    public IEnumerable<StoredTensor> Tensors(string prefix = "", bool half = false) =>
        NetworkParameter.Of(Shape).Select(parameter => half
            ? StoredTensor.Halves(prefix + parameter.Name, Array.ConvertAll(_tensors[parameter.Name], value => (double)value), parameter.Shape.AsSpan())
            : StoredTensor.Floats(prefix + parameter.Name, _tensors[parameter.Name], parameter.Shape.AsSpan()));

    /// <summary>From the numbers of each tensor.</summary>
    /// <exception cref="InvalidDataException">They are too few, too many, or not finite.</exception>
    public static NetworkWeights Of(NetworkShape shape, Func<NetworkParameter, float[]> values) =>
        new(shape, NetworkParameter.Of(shape).ToImmutableDictionary(parameter => parameter.Name, parameter => Checked(parameter, values(parameter)), StringComparer.Ordinal));

    private static float[] Checked(NetworkParameter parameter, float[] values)
    {
        if (values.Length != parameter.Count) throw new InvalidDataException($"tensor {parameter.Name} has {values.Length} numbers, not {parameter.Count}");
        return Array.TrueForAll(values, float.IsFinite) ? values : throw new InvalidDataException($"tensor {parameter.Name} holds a number that is not finite");
    }
}
