namespace TorchSharp;

/// <summary>Padding by its purpose.</summary>
public enum Padding
{
    /// <summary>None.</summary>
    Valid = 0,

    /// <summary>As much as keeps the length, at stride 1.</summary>
    Same = 1,
}
