namespace NetMQ;

/// <summary>Something that frames come from.</summary>
public interface IReceivingSocket
{
    /// <summary>Receives one frame into <paramref name="msg"/>, or returns false where none came within <paramref name="timeout"/>.</summary>
    bool TryReceive(ref Msg msg, TimeSpan timeout);
}
