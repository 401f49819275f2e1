using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NetMQ;
using NetMQ.Monitoring;
using NetMQ.Sockets;

namespace Exafs.SystemTests.StandIns;

/// <summary>Against libzmq in another process: pyzmq publishes, dies, returns and encrypts.</summary>
public sealed class NetMQPeerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Receive_FromPyzmq_IsWhatItPublished()
    {
        string endpoint = FreeEndpoint();
        using var peer = new PythonPeer("zmq_peer.py", "publish", endpoint, "scan");
        Assert.Equal("bound", await peer.ReadLineAsync());
        using var subscriber = new SubscriberSocket();
        subscriber.Subscribe("scan");
        subscriber.Connect(endpoint);
        int? number = null;
        List<byte[]> frames = [];
        for (int i = 0; i < 50; i++)
        {
            Assert.True(subscriber.TryReceiveMultipartBytes(Patience, ref frames));
            Assert.Equal(3, frames.Count);
            Assert.Equal("scan", Encoding.ASCII.GetString(frames[0]));
            int next = int.Parse(Encoding.ASCII.GetString(frames[1]));
            Assert.Equal((number ?? next - 1) + 1, next);
            number = next;
            Assert.Equal(Enumerable.Range(0, 256).Select(value => (byte)value), frames[2]);
        }
    }

    [Fact]
    public async Task Publish_ToPyzmq_IsWhatItReceives()
    {
        using var publisher = new PublisherSocket();
        int port = publisher.BindRandomPort("tcp://127.0.0.1");
        using var peer = new PythonPeer("zmq_peer.py", "subscribe", $"tcp://127.0.0.1:{port}", "1");
        Task<string> line = peer.ReadLineAsync();
        while (!line.IsCompleted)
        {
            publisher.SendMoreFrame("scan").SendMoreFrame([]).SendFrame([1, 2, 0xff]);
            await Task.WhenAny(line, Task.Delay(20));
        }
        Assert.Equal("7363616e  0102ff", await line);
    }

    [Fact]
    public void Pull_ManyFromPyzmq_AllArriveInOrder()
    {
        using var pull = new PullSocket();
        int port = pull.BindRandomPort("tcp://127.0.0.1");
        using var peer = new PythonPeer("zmq_peer.py", "push", $"tcp://127.0.0.1:{port}", "20000", "2000");
        NetMQMessage? message = null;
        for (int i = 0; i < 20_000; i++)
        {
            Assert.True(pull.TryReceiveMultipartMessage(Patience, ref message, 2));
            Assert.Equal(i.ToString(), message.First.ConvertToString());
            Assert.Equal(2000, message.Last.MessageSize);
        }
    }

    [Fact]
    public async Task Monitor_PublisherThatDiesAndReturns_TellsAndReceivesAgain()
    {
        string endpoint = FreeEndpoint();
        using var subscriber = new SubscriberSocket();
        subscriber.Options.ReconnectInterval = TimeSpan.FromMilliseconds(50);
        subscriber.SubscribeToAnyTopic();
        var told = new BlockingCollection<NetMQMonitorEventArgs>();
        using var monitor = new NetMQMonitor(subscriber, $"inproc://{Guid.NewGuid():N}", SocketEvents.All);
        monitor.Timeout = TimeSpan.FromMilliseconds(50);
        monitor.Connected += (_, args) => told.Add(args);
        monitor.Disconnected += (_, args) => told.Add(args);
        int retries = 0;
        monitor.ConnectRetried += (_, _) => Interlocked.Increment(ref retries);
        Task running = monitor.StartAsync();
        NetMQTests.Until(() => monitor.IsRunning);
        await Task.Delay(100); // the package's monitor is attached a moment after it says that it runs
        subscriber.Connect(endpoint);
        for (int life = 0; life < 2; life++)
        {
            using (var peer = new PythonPeer("zmq_peer.py", "publish", endpoint, "scan"))
            {
                Assert.Equal("bound", await peer.ReadLineAsync());
                NetMQMonitorEventArgs connected = Next(told);
                Assert.Equal(SocketEvents.Connected, connected.SocketEvent);
                Assert.Contains(endpoint["tcp://".Length..], connected.Address);
                Assert.True(subscriber.TryReceiveFrameBytes(Patience, out _));
            }
            Assert.Equal(SocketEvents.Disconnected, Next(told).SocketEvent);
            while (subscriber.TryReceiveFrameBytes(out _))
            {
            }
        }
        NetMQTests.Until(() => Volatile.Read(ref retries) > 0);
        monitor.Stop();
        await running.WaitAsync(Patience);
        Assert.False(monitor.IsRunning);
    }

    [Fact]
    public void Monitor_PeersOfAPublisher_AreToldAsTheyComeAndGo()
    {
        using var publisher = new PublisherSocket();
        var told = new BlockingCollection<NetMQMonitorEventArgs>();
        using var monitor = new NetMQMonitor(publisher, $"inproc://{Guid.NewGuid():N}", SocketEvents.Accepted | SocketEvents.Disconnected);
        monitor.Timeout = TimeSpan.FromMilliseconds(50);
        monitor.EventReceived += (_, args) => told.Add(args);
        _ = monitor.StartAsync();
        NetMQTests.Until(() => monitor.IsRunning);
        int port = publisher.BindRandomPort("tcp://127.0.0.1");
        using (var subscriber = new SubscriberSocket($">tcp://127.0.0.1:{port}"))
            Assert.Equal(SocketEvents.Accepted, Next(told).SocketEvent);
        Assert.Equal(SocketEvents.Disconnected, Next(told).SocketEvent);
    }

    [Fact]
    public async Task Curve_PyzmqAsServer_OnlyTheRightKeyOpensIt()
    {
        var server = new NetMQCertificate();
        string endpoint = FreeEndpoint();
        using var peer = new PythonPeer("zmq_peer.py", "publish", endpoint, "scan", server.SecretKeyZ85!, server.PublicKeyZ85);
        Assert.Equal("bound", await peer.ReadLineAsync());
        using SubscriberSocket trusted = Client(NetMQCertificate.FromPublicKey(server.PublicKeyZ85));
        using SubscriberSocket mistaken = Client(new NetMQCertificate());
        using var plain = new SubscriberSocket();
        plain.SubscribeToAnyTopic();
        foreach (SubscriberSocket client in (SubscriberSocket[])[trusted, mistaken, plain])
            client.Connect(endpoint);
        Assert.True(trusted.TryReceiveFrameBytes(Patience, out _));
        Assert.False(mistaken.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(300), out _));
        Assert.False(plain.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(300), out _));
    }

    [Fact]
    public void Curve_OwnServer_OpensToItsClient()
    {
        var keys = new NetMQCertificate();
        using var publisher = new PublisherSocket();
        publisher.Options.CurveServer = true;
        publisher.Options.CurveCertificate = keys;
        int port = publisher.BindRandomPort("tcp://127.0.0.1");
        using SubscriberSocket client = Client(NetMQCertificate.FromPublicKey(keys.PublicKey));
        client.Connect($"tcp://127.0.0.1:{port}");
        NetMQTests.Until(() => publisher.TrySendFrame("secret") && client.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(20), out _));
    }

    /// <summary>The keys that ZeroMQ's own documentation shows.</summary>
    [Fact]
    public void Certificate_FromSecretKey_HasThePublicKeyThatBelongsToIt()
    {
        const string secret = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs";
        var certificate = NetMQCertificate.CreateFromSecretKey(secret);
        Assert.Equal("Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID", certificate.PublicKeyZ85);
        Assert.Equal(secret, certificate.SecretKeyZ85);
        Assert.True(certificate.HasSecretKey);
        Assert.False(NetMQCertificate.FromPublicKey(certificate.PublicKey).HasSecretKey);
        Assert.Throws<ArgumentException>(() => NetMQCertificate.FromPublicKey("too short"));
        Assert.Throws<ArgumentException>(() => NetMQCertificate.FromPublicKey(new string('~', 40)));
        using var socket = new SubscriberSocket();
        Assert.Throws<ArgumentException>(() => socket.Options.CurveCertificate = NetMQCertificate.FromPublicKey(certificate.PublicKey));
    }

    private static SubscriberSocket Client(NetMQCertificate server)
    {
        var socket = new SubscriberSocket();
        socket.Options.CurveServerCertificate = server;
        socket.Options.CurveCertificate = new NetMQCertificate();
        socket.SubscribeToAnyTopic();
        return socket;
    }

    private static NetMQMonitorEventArgs Next(BlockingCollection<NetMQMonitorEventArgs> told) =>
        told.TryTake(out NetMQMonitorEventArgs? next, Patience) ? next : throw new TimeoutException("Nothing was told.");

    private static string FreeEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
