using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.StandIns;

/// <summary>What a socket is set to, and what it refuses.</summary>
public sealed class NetMQSocketTests
{
    [Fact]
    public void Options_NewSocket_HaveThePackagesDefaults()
    {
        using var socket = new SubscriberSocket();
        Assert.Equal(TimeSpan.Zero, socket.Options.Linger);
        Assert.Equal(1000, socket.Options.ReceiveHighWatermark);
        Assert.Equal(1000, socket.Options.SendHighWatermark);
        Assert.Equal(-1, socket.Options.MaxMsgSize);
        Assert.Equal(TimeSpan.FromMilliseconds(100), socket.Options.ReconnectInterval);
        Assert.Equal(TimeSpan.Zero, socket.Options.ReconnectIntervalMax);
        Assert.Equal(TimeSpan.Zero, socket.Options.HeartbeatInterval);
        Assert.Equal(TimeSpan.Zero, socket.Options.HeartbeatTtl);
        Assert.False(socket.Options.TcpKeepalive);
        Assert.False(socket.Options.CurveServer);
        Assert.True(socket.Options.IPv4Only);
        Assert.False(socket.IsDisposed);
    }

    [Fact]
    public void Options_WhatIsSet_IsWhatIsRead()
    {
        using var socket = new SubscriberSocket();
        SocketOptions options = socket.Options;
        options.Linger = TimeSpan.FromMilliseconds(-1);
        options.ReceiveHighWatermark = 0;
        options.SendHighWatermark = 7;
        options.MaxMsgSize = 1L << 40;
        options.ReconnectInterval = TimeSpan.FromMilliseconds(50);
        options.ReconnectIntervalMax = TimeSpan.FromSeconds(5);
        options.HeartbeatInterval = TimeSpan.FromSeconds(1);
        options.HeartbeatTimeout = TimeSpan.FromSeconds(3);
        options.HeartbeatTtl = TimeSpan.FromSeconds(6);
        options.TcpKeepalive = true;
        options.TcpKeepaliveIdle = TimeSpan.FromSeconds(30);
        options.TcpKeepaliveInterval = TimeSpan.FromSeconds(10);
        options.ReceiveBuffer = 1 << 20;
        options.SendBuffer = 1 << 19;
        options.Backlog = 3;
        Assert.Equal(TimeSpan.FromMilliseconds(-1), options.Linger);
        Assert.Equal(0, options.ReceiveHighWatermark);
        Assert.Equal(7, options.SendHighWatermark);
        Assert.Equal(1L << 40, options.MaxMsgSize);
        Assert.Equal(TimeSpan.FromMilliseconds(50), options.ReconnectInterval);
        Assert.Equal(TimeSpan.FromSeconds(5), options.ReconnectIntervalMax);
        Assert.Equal(TimeSpan.FromSeconds(1), options.HeartbeatInterval);
        Assert.Equal(TimeSpan.FromSeconds(3), options.HeartbeatTimeout);
        Assert.Equal(TimeSpan.FromSeconds(6), options.HeartbeatTtl);
        Assert.True(options.TcpKeepalive);
        Assert.Equal(TimeSpan.FromSeconds(30), options.TcpKeepaliveIdle);
        Assert.Equal(TimeSpan.FromSeconds(10), options.TcpKeepaliveInterval);
        Assert.Equal(1 << 20, options.ReceiveBuffer);
        Assert.Equal(1 << 19, options.SendBuffer);
        Assert.Equal(3, options.Backlog);
    }

    [Fact]
    public void Bind_RandomPort_IsItsLastEndpoint()
    {
        using var socket = new PublisherSocket();
        int port = socket.BindRandomPort("tcp://127.0.0.1");
        Assert.Equal($"tcp://127.0.0.1:{port}", socket.Options.LastEndpoint);
        socket.Unbind($"tcp://127.0.0.1:{port}");
    }

    [Fact]
    public void Bind_AddressInUse_IsRefused()
    {
        using var first = new PublisherSocket();
        int port = first.BindRandomPort("tcp://127.0.0.1");
        using var second = new PublisherSocket();
        NetMQException refused = Assert.Throws<AddressAlreadyInUseException>(() => second.Bind($"tcp://127.0.0.1:{port}"));
        Assert.Equal(ErrorCode.AddressAlreadyInUse, refused.ErrorCode);
        Assert.Throws<AddressAlreadyInUseException>(() => new PublisherSocket($"@tcp://127.0.0.1:{port}"));
    }

    [Fact]
    public void Disconnect_EndpointNeverConnected_IsNotFound()
    {
        using var socket = new SubscriberSocket();
        Assert.Throws<EndpointNotFoundException>(() => socket.Disconnect("tcp://127.0.0.1:9"));
        Assert.Throws<EndpointNotFoundException>(() => socket.Unbind("tcp://127.0.0.1:9"));
        socket.Connect("tcp://127.0.0.1:9");
        socket.Disconnect("tcp://127.0.0.1:9");
    }

    [Fact]
    public void Connect_NotAnAddress_IsRefused()
    {
        using var socket = new SubscriberSocket();
        Assert.Throws<ProtocolNotSupportedException>(() => socket.Connect("carrier-pigeon://127.0.0.1:1"));
        Assert.Throws<ProtocolNotSupportedException>(() => socket.BindRandomPort("inproc://here"));
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.Connect("127.0.0.1:5555"));
        Assert.Throws<FormatException>(() => socket.Connect("tcp://127.0.0.1:not-a-port"));
        Assert.Throws<InvalidException>(() => socket.Connect("tcp://127.0.0.1"));
    }

    [Fact]
    public void Use_AfterDispose_IsRefused()
    {
        var socket = new PullSocket();
        socket.Dispose();
        socket.Dispose();
        Assert.True(socket.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => socket.Connect("tcp://127.0.0.1:9"));
        Assert.Throws<ObjectDisposedException>(() => socket.Bind("tcp://127.0.0.1:*"));
        Assert.Throws<ObjectDisposedException>(() => socket.Options.ReceiveHighWatermark);
    }

    [Fact]
    public void Use_WrongWay_IsRefused()
    {
        using var subscriber = new SubscriberSocket();
        using var publisher = new PublisherSocket();
        using var push = new PushSocket();
        using var pull = new PullSocket();
        Assert.Throws<NotSupportedException>(() => subscriber.SendFrame("no"));
        Assert.Throws<NotSupportedException>(() => publisher.TryReceiveFrameBytes(out _));
        Assert.Throws<NotSupportedException>(() => push.ReceiveFrameBytes());
        Assert.Throws<NotSupportedException>(() => pull.SendFrame("no"));
        Assert.Throws<ArgumentException>(() => push.SendMultipartMessage(new NetMQMessage()));
        Assert.Throws<ArgumentException>(() => push.SendMultipartBytes(Array.Empty<byte[]>()));
    }

    [Fact]
    public void Msg_NotInitialised_IsRefused()
    {
        using var pull = new PullSocket();
        var msg = new Msg();
        Assert.Throws<FaultException>(() => pull.TryReceive(ref msg, TimeSpan.Zero));
        Assert.Throws<FaultException>(() => msg.Close());
    }
}
