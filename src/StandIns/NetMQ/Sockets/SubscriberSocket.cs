using System.Text;

namespace NetMQ.Sockets;

/// <summary>Receives what publishers send under the topics that it subscribed to.</summary>
public class SubscriberSocket : NetMQSocket
{
    /// <param name="connectionString">Endpoints, separated by commas; '>' (the default) connects, '@' binds.</param>
    public SubscriberSocket(string? connectionString = null) : base(2, connectionString, DefaultAction.Connect) { }

    public override bool TrySend(ref Msg msg, TimeSpan timeout, bool more) =>
        throw new NotSupportedException("A subscriber does not send.");

    public virtual void Subscribe(string topic) => Subscribe(topic, Encoding.ASCII);
    public virtual void Subscribe(string topic, Encoding encoding) => Subscribe(encoding.GetBytes(topic));
    public virtual void Subscribe(byte[] topic) => Options.Set(SocketOption.Subscribe, topic);
    public virtual void SubscribeToAnyTopic() => Subscribe([]);
    public virtual void Unsubscribe(string topic) => Unsubscribe(topic, Encoding.ASCII);
    public virtual void Unsubscribe(string topic, Encoding encoding) => Unsubscribe(encoding.GetBytes(topic));
    public virtual void Unsubscribe(byte[] topic) => Options.Set(SocketOption.Unsubscribe, topic);
}
