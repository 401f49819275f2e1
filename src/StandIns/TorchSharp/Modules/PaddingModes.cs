namespace TorchSharp;

/// <summary>What a convolution sees beyond the ends; of the package's modes, the one that needs no code of its own.</summary>
public enum PaddingModes
{
    Zeros = 0,
}
