namespace Exafs.Adapters.Recording;

/// <summary>What stands before a body, see <see cref="RecordingFormat"/>.</summary>
internal readonly record struct RecordPrefix(byte Kind, uint Length, long Number, uint Checksum);
