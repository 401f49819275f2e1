namespace NetMQ;

/// <summary>Something that frames go to.</summary>
public interface IOutgoingSocket
{
    /// <summary>Sends one frame, or returns false where it could not be queued within <paramref name="timeout"/>.</summary>
    bool TrySend(ref Msg msg, TimeSpan timeout, bool more);
}
