namespace MessagePack;

/// <summary>How far data are followed.</summary>
public class MessagePackSecurity
{
    public static readonly MessagePackSecurity TrustedData = new();
    public static readonly MessagePackSecurity UntrustedData = new();

    private MessagePackSecurity() { }

    /// <summary>The greatest depth of nested arrays and maps.</summary>
    public int MaximumObjectGraphDepth { get; private init; } = 500;

    public MessagePackSecurity WithMaximumObjectGraphDepth(int maximumObjectGraphDepth) =>
        maximumObjectGraphDepth == MaximumObjectGraphDepth ? this : new() { MaximumObjectGraphDepth = maximumObjectGraphDepth };

    /// <summary>Counts one level down; who calls it counts up again (<c>reader.Depth--</c>) when the level is done.</summary>
    /// <exception cref="InsufficientExecutionStackException">The data are nested too deeply.</exception>
    public void DepthStep(ref MessagePackReader reader)
    {
        if (reader.Depth >= MaximumObjectGraphDepth)
        {
            throw new InsufficientExecutionStackException(
                $"The data are nested more than {MaximumObjectGraphDepth} levels deep.");
        }
        reader.Depth++;
    }
}
