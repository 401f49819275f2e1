namespace Exafs.Physics.Structures;

/// <summary>Which crystal the neighbours of an atom look like.</summary>
public enum LocalStructure
{
    Other,
    Fcc,
    Hcp,
    Bcc,
    Icosahedral,
}
