using System.Globalization;
using TorchSharp;

namespace Exafs.Inference.Networks;

/// <summary>What runs a network: managed, torch:cpu, or torch:cuda:0 and further cards.</summary>
public sealed record NetworkEngine
{
    public static NetworkEngine Managed { get; } = new("managed");

    private const string Torch = "torch:";

    private NetworkEngine(string name) => Name = name;

    /// <summary>As it is chosen.</summary>
    public string Name { get; }

    /// <summary>The managed one where it knows the kind of network, else libtorch on the processor.</summary>
    public static NetworkEngine For(NetworkShape shape) => shape.Kind == NetworkKind.Transformer ? new("torch:cpu") : Managed;

    /// <exception cref="FormatException">It is none of these.</exception>
    public static NetworkEngine Parse(string text)
    {
        const string Card = "torch:cuda:";
        return text is "managed" or "torch:cpu" || (text.StartsWith(Card, StringComparison.Ordinal) && int.TryParse(text.AsSpan(Card.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? new(text)
            : throw new FormatException($"{text} is no engine: managed, torch:cpu or torch:cuda:0");
    }

    /// <summary>A network on it.</summary>
    /// <exception cref="NotSupportedException">The engine cannot run this kind of network, or this machine has not what it needs.</exception>
    public INetwork Load(NetworkWeights weights)
    {
        if (this == Managed) return new ManagedNetwork(weights);
        try
        {
            // Two threads on a machine that does other things too wait for each other.
            if (Name == "torch:cpu") torch.set_num_threads(1);
            return new TorchNetwork(weights, Name[Torch.Length..]);
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException or InvalidOperationException)
        {
            throw new NotSupportedException($"the engine {Name} does not run here: {(missing.InnerException ?? missing).Message}", missing);
        }
    }

    public override string ToString() => Name;
}
