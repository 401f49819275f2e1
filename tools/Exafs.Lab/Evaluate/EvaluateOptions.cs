namespace Exafs.Lab.Evaluate;

/// <summary>What is to be evaluated, and on what.</summary>
public sealed record EvaluateOptions
{
    /// <summary>Folders of packs; more than one only to compare them.</summary>
    public required IReadOnlyList<string> Packs { get; init; }

    /// <summary>By theory alone, side by side.</summary>
    public bool Compare { get; init; }

    /// <summary>Of a library; null: each pack's own.</summary>
    public string? Data { get; init; }

    /// <summary>What runs the networks.</summary>
    public string Engine { get; init; } = "managed";

    /// <summary>Files or folders of measured foils; a file may end in =kelvin.</summary>
    public IReadOnlyList<string> Foils { get; init; } = [];

    /// <summary>Measured spectra of other substances.</summary>
    public IReadOnlyList<string> Unlike { get; init; } = [];

    /// <summary>Folders of packs of other elements, whose references are unlike.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>File of the foils' calibration; null: by the first of them.</summary>
    public string? Calibration { get; init; }

    /// <summary>A small part, of theory alone.</summary>
    public bool Quick { get; init; }

    /// <summary>Also fit the foils with Larch.</summary>
    public bool Larch { get; init; }

    /// <summary>Path of the JSON; null: none.</summary>
    public string? Output { get; init; }

    /// <summary>Path of the Markdown; null: none.</summary>
    public string? Markdown { get; init; }
}
