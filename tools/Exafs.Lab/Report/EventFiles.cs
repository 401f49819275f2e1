using System.Collections.Immutable;
using Exafs.Adapters.Files;
using Exafs.Adapters.Storage;
using Exafs.Pipeline.Changes;
using Exafs.Report;

namespace Exafs.Lab.Report;

/// <summary>The spectra around each event as XDI files: µ(E) and its norm, χ(k), χ(R); of a rejected scan its counts.</summary>
internal static class EventFiles
{
    public static ImmutableArray<EventFile> Write(StoreReader store, ReportRun run, string folder)
    {
        var files = ImmutableArray.CreateBuilder<EventFile>();
        for (var i = 0; i < run.Events.Length; i++)
        {
            ChangeEvent change = run.Events[i];
            foreach (var (word, scan) in EventScans.Of(run, change).All)
            {
                foreach (var (content, columns) in ScanTables.Of(store, scan.Stored))
                {
                    var name = $"{i + 1:000}-{change.KindName}-{SafeName.Of(change.Cause)}-{word}-{SafeName.Of(scan.Stored.ScanId)}-{content}.xdi";
                    WholeFile.Write(Path.Combine(folder, name), "--output", stream => XdiWriter.Write(stream, ScanTables.Header(scan.Stored, $"{word} event {i + 1}: {change.Detail}"), columns));
                    files.Add(new(i, word, content, $"{Path.GetFileName(folder)}/{name}"));
                }
            }
        }

        return files.ToImmutable();
    }
}
