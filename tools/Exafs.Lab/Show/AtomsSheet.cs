using System.Collections.Immutable;
using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;
using Exafs.Report.Plot;

namespace Exafs.Lab.Show;

/// <summary>Files of atoms, a row each.</summary>
/// <param name="packFolder">Pack with the scattering data; null: none, and no χ(k).</param>
/// <exception cref="UsageException">The pack has no scattering data that can be read.</exception>
internal sealed class AtomsSheet(string? packFolder)
{
    /// <summary>A dump that names no elements is of the pack's, whatever its types.</summary>
    private const int MostTypes = 16;

    private readonly ScatteringData? _scattering = packFolder is null ? null : Load(packFolder);
    private PathEngine? _engine;

    /// <summary>The rows of the files that can be drawn, and why the others cannot.</summary>
    public (Sheet Sheet, ImmutableArray<string> Errors) Of(IReadOnlyList<string> files, CancellationToken stopping)
    {
        var panels = ImmutableArray.CreateBuilder<Panel>();
        var errors = ImmutableArray.CreateBuilder<string>();
        foreach (var file in files)
        {
            try
            {
                Trajectory trajectory = StructureFile.Read(file, _scattering is null ? null : [.. Enumerable.Repeat(_scattering.AtomicNumber, MostTypes)]);
                _engine ??= _scattering is null ? null : new(_scattering);
                panels.AddRange(AtomsPanels.Of(NameOf(file, files), trajectory.Frames, _engine, stopping));
                if (trajectory.Cut is { } cut) errors.Add($"{file}: drawn without its last frame: {cut}");
            }
            catch (Exception error) when (error is IOException or FormatException or ArgumentException or UnauthorizedAccessException)
            {
                errors.Add($"{file}: {error.Message}");
            }
        }

        var what = _scattering is { } data ? $"EXAFS of the {Elements.SymbolOf(data.AtomicNumber)} {data.Edge} edge, S₀² = 1, and neighbours" : "Neighbours";
        var note = _scattering is null ? "" : new Curves([0, 0.05]).Note + " · ";
        return (new(what, note + "N: neighbours of a shell", panels.ToImmutable()) { Columns = _scattering is null ? 1 : 3, PanelWidth = _scattering is null ? 640 : 430 }, errors.ToImmutable());
    }

    /// <summary>With its folder, where another file is called the same.</summary>
    private static string NameOf(string file, IReadOnlyList<string> files)
    {
        var name = Path.GetFileName(file);
        if (files.Count(other => Path.GetFileName(other) == name) > 1) name = Path.Join(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))), name);
        return name.Replace('*', '∗'); // which would be italics
    }

    private static ScatteringData Load(string folder)
    {
        const string name = "scattering.safetensors";
        var path = new[] { Path.Combine(folder, name), Path.Combine(folder, "library", name) }.FirstOrDefault(File.Exists)
            ?? throw new UsageException($"--pack: there is no {name} in {folder} or its folder library");
        try
        {
            using FileStream file = File.OpenRead(path);
            return ScatteringFile.Read(file);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"--pack: {path}: {error.Message}");
        }
    }
}
