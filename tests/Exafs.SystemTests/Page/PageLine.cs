using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Exafs.SystemTests.Page;

/// <summary>A page's line to the daemon, without a page: every frame that came, in order.</summary>
internal sealed class PageLine : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[8_000_000];

    public static async Task<PageLine> OpenAsync(string url, long after = 0, string? origin = null)
    {
        var line = new PageLine();
        if (origin is not null)
            line._socket.Options.SetRequestHeader("Origin", origin);
        await line._socket.ConnectAsync(new Uri($"{url.Replace("http", "ws", StringComparison.Ordinal)}/api/live?after={after}"), default);
        return line;
    }

    public async Task<PageMessage> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                throw new EndOfStreamException("the daemon closed the line");
            if (part.EndOfMessage)
                return PageMessage.Read(_buffer.AsSpan(0, length));
        }
    }

    /// <summary>The next message of a type that is as wanted.</summary>
    public async Task<PageMessage> NextAsync(string type, Func<PageMessage, bool>? isWanted = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            PageMessage message = await NextAsync();
            if (message.Type == type && isWanted?.Invoke(message) is not false)
                return message;
        }
    }

    /// <summary>Rows of scans, in the order in which they came, until one is there.</summary>
    public async Task<List<float>> RowsAsync(float until)
    {
        var rows = new List<float>();
        while (rows.Count == 0 || rows[^1] < until)
            rows.AddRange((await NextAsync("track")).Arrays["row"]);
        return rows;
    }

    public void Dispose() => _socket.Dispose();
}

/// <summary>A frame as a page reads it.</summary>
internal sealed record PageMessage(JsonElement Header, Dictionary<string, float[]> Arrays)
{
    public string Type => Header.GetProperty("type").GetString()!;

    public static PageMessage Read(ReadOnlySpan<byte> frame)
    {
        int at = 4 + MemoryMarshal.Read<int>(frame);
        JsonElement header = JsonSerializer.Deserialize<JsonElement>(frame[4..at]);
        var arrays = new Dictionary<string, float[]>();
        foreach (JsonElement array in header.TryGetProperty("arrays", out JsonElement all) ? all.EnumerateArray().ToArray() : [])
        {
            int count = array[1].GetInt32();
            arrays[array[0].GetString()!] = MemoryMarshal.Cast<byte, float>(frame.Slice(at, 4 * count)).ToArray();
            at += 4 * count;
        }

        Assert.Equal(frame.Length, at);
        return new(header, arrays);
    }
}
