using System.Collections.Immutable;

namespace Exafs.Inference.Networks;

/// <summary>All that has to be known of a network but its weights.</summary>
/// <remarks>
/// mlp: x → Linear → f → <see cref="Depth"/> × [h + Linear(f(Linear(LayerNorm(h))))] → LayerNorm → Linear.<br/>
/// cnn: the first <see cref="Points"/>·<see cref="Channels"/> inputs are points along k, all channels of a point together: Conv → <see cref="Depth"/> × [h + Conv(f(Conv(f(h)))), then Conv of stride 2] →
/// f, flattened, the other inputs appended → Linear → f → LayerNorm → Linear.<br/>
/// transformer: the same points cut in patches of <see cref="Patch"/>, each a token with a learnt position: Linear → <see cref="Depth"/> encoder layers (norm first) →
/// mean over tokens, the other inputs appended → Linear → f → LayerNorm → Linear.
/// </remarks>
public sealed record NetworkShape
{
    public NetworkKind Kind { get; init; } = NetworkKind.Mlp;

    /// <summary>Numbers that go in.</summary>
    public required int Inputs { get; init; }

    /// <summary>Numbers that come out.</summary>
    public required int Outputs { get; init; }

    /// <summary>Width of the dense layers.</summary>
    public int Hidden { get; init; } = 512;

    /// <summary>Residual blocks, or encoder layers.</summary>
    public int Depth { get; init; } = 1;

    public Activation Activation { get; init; } = Activation.Silu;

    /// <summary>Probability with which an output of a block is left out in training; inference knows none of it.</summary>
    public double Dropout { get; init; }

    /// <summary>Points along k; cnn and transformer.</summary>
    public int Points { get; init; }

    /// <summary>Inputs of a point, such as the distances of a wavelet transform; cnn and transformer.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Channels of a convolution, or numbers in a token.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Points that a convolution sees, odd.</summary>
    public int Kernel { get; init; } = 7;

    /// <summary>Points in a patch; divides <see cref="Points"/> or the last patch is filled with zeros.</summary>
    public int Patch { get; init; } = 8;

    /// <summary>Heads of attention; divides <see cref="Width"/>.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Inputs that are not along k.</summary>
    internal int Extras => Inputs - (Channels * Points);

    /// <summary>Patches.</summary>
    internal int Tokens => (Points + Patch - 1) / Patch;

    /// <summary>Points after so many convolutions of stride 2.</summary>
    internal int PointsAfter(int blocks)
    {
        var points = Points;
        for (var i = 0; i < blocks; i++) points = (points + 1) / 2;
        return points;
    }

    /// <summary>Numbers that the dense head of a cnn or a transformer takes.</summary>
    internal int HeadInputs => Extras + (Kind == NetworkKind.Cnn ? Width * PointsAfter(Depth) : Width);

    /// <summary>What cannot be built, in words; empty where all is well.</summary>
    public ImmutableArray<string> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        Check(Inputs is >= 1 and <= MaxWidth, $"inputs {Inputs} is not 1 to {MaxWidth}");
        Check(Outputs is >= 1 and <= MaxWidth, $"outputs {Outputs} is not 1 to {MaxWidth}");
        Check(Hidden is >= 1 and <= MaxWidth, $"hidden {Hidden} is not 1 to {MaxWidth}");
        Check(Depth is >= 0 and <= MaxDepth, $"depth {Depth} is not 0 to {MaxDepth}");
        Check(Dropout is >= 0 and < 1, $"dropout {Dropout} is not 0 to 1");
        if (Kind == NetworkKind.Mlp) return faults.ToImmutable();
        Check(Width is >= 1 and <= MaxWidth, $"width {Width} is not 1 to {MaxWidth}");
        Check(Points >= 1 && Channels >= 1 && (long)Points * Channels <= Inputs, $"{Points} points of {Channels} channels are more than {Inputs} inputs, or none");
        if (Kind == NetworkKind.Cnn) Check(Kernel is >= 1 and <= MaxKernel && Kernel % 2 == 1, $"kernel {Kernel} is not odd and 1 to {MaxKernel}");
        if (Kind == NetworkKind.Transformer) Check(Patch >= 1, $"patch {Patch} is not at least 1");
        if (Kind == NetworkKind.Transformer) Check(Heads >= 1 && Width % Heads == 0, $"{Heads} heads do not share a width of {Width}");
        return faults.ToImmutable();

        void Check(bool holds, string fault)
        {
            if (!holds) faults.Add(fault);
        }
    }

    // A pack is not to be trusted with the memory of the machine.
    private const int MaxWidth = 1 << 14, MaxDepth = 64, MaxKernel = 255;
}
