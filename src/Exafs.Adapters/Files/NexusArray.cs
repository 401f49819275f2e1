namespace Exafs.Adapters.Files;

/// <summary>An array of a scan, and its place in the scan's NXentry.</summary>
/// <param name="Path">Such as "instrument/i0/data".</param>
/// <param name="Values">Row after row.</param>
/// <param name="Unit">As NeXus writes it; empty: none.</param>
/// <param name="Columns">0: one row [n]; else [n / Columns, Columns].</param>
internal readonly record struct NexusArray(string Path, double[] Values, string Unit = "", int Columns = 0)
{
    public ulong[] Dimensions => Columns == 0 ? [(ulong)Values.Length] : [(ulong)(Values.Length / Columns), (ulong)Columns];
}
