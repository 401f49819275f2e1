namespace Exafs.Signal;

/// <summary>Larch's windows.</summary>
public enum WindowKind
{
    Hanning,
    Parzen,
    Welch,
    Sine,
    Kaiser,
    Gaussian,

    /// <summary>"fhanning": tapers given as fractions of the range.</summary>
    FractionalHanning,

    /// <summary>Larch 0.9.58 only.</summary>
    Bessel,
}
