namespace Exafs.Report;

/// <summary>An XDI file that was written.</summary>
/// <param name="Event">Index of the event.</param>
/// <param name="Word">before, at, after.</param>
/// <param name="Content">mu, chi_k, chi_r, counts.</param>
/// <param name="RelativePath">From the page.</param>
internal sealed record EventFile(int Event, string Word, string Content, string RelativePath);
