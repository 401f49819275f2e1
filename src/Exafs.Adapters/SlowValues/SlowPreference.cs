namespace Exafs.Adapters.SlowValues;

/// <summary>Whose value holds where a scan and the side channel have one.</summary>
public enum SlowPreference
{
    Scan,
    SideChannel,
}
