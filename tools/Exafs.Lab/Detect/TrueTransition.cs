using Exafs.Pipeline.Changes;

namespace Exafs.Lab.Detect;

/// <summary>What really happened in a simulated run.</summary>
/// <param name="Cause">The phase that grows.</param>
/// <param name="Branch">On heating or on cooling.</param>
/// <param name="Begun">Index of the first scan with 1 % transformed.</param>
/// <param name="TenPerCent">Index of the first scan with 10 % transformed.</param>
/// <param name="Ended">Index of the last scan that still changes by a per cent of the whole.</param>
/// <param name="Kelvin">T_c; NaN where half is never transformed.</param>
/// <param name="GoesBack">It turned back before it was complete.</param>
internal sealed record TrueTransition(string Cause, Branch Branch, int Begun, int TenPerCent, int Ended, double Kelvin, bool GoesBack);
