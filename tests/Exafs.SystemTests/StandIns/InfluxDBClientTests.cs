using System.Diagnostics;
using System.Net.Sockets;
using InfluxDB.Client;
using InfluxDB.Client.Api.Domain;
using InfluxDB.Client.Core.Exceptions;
using InfluxDB.Client.Writes;
using Microsoft.AspNetCore.Http;

namespace Exafs.SystemTests.StandIns;

/// <summary>What is sent to a server, and what its answers become.</summary>
public sealed class InfluxDBClientTests : IAsyncLifetime
{
    private FakeInflux server = null!;

    public async Task InitializeAsync() => server = await FakeInflux.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task WritePoints_Accepted_IsOneRequestOfLines()
    {
        using InfluxDBClient client = Client();
        await client.GetWriteApiAsync().WritePointsAsync(
            [Point(1), Point(2), PointData.Measurement("empty").Field("x", double.NaN)], "raw data", "my&org");
        FakeInflux.Request request = Assert.Single(server.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/api/v2/write", request.Path);
        Assert.Equal("my&org", request.Query["org"]);
        Assert.Equal("raw data", request.Query["bucket"]);
        Assert.Equal("s", request.Query["precision"]);
        Assert.Equal("Token secret", request.Headers["Authorization"]);
        Assert.StartsWith("text/plain", request.Headers["Content-Type"]);
        Assert.Equal("identity", request.Headers["Content-Encoding"]);
        Assert.Equal("scan,edge=K µ=1.5 1\nscan,edge=K µ=1.5 2", request.Body);
    }

    [Fact]
    public async Task WritePoints_SeveralPrecisions_AreARequestEach()
    {
        using InfluxDBClient client = Client();
        PointData[] points = [Point(1), Point(2).Timestamp(2000, WritePrecision.Ms), Point(3)];
        await client.GetWriteApiAsync().WritePointsAsync(points);
        Assert.Equal(["s", "ms"], server.Requests.Select(request => request.Query["precision"]));
        Assert.Equal(["beamline"], server.Requests.Select(request => request.Query["bucket"]).Distinct());
        Assert.Equal(["facility"], server.Requests.Select(request => request.Query["org"]).Distinct());
        Assert.Equal("scan,edge=K µ=1.5 1\nscan,edge=K µ=1.5 3", server.Requests.First().Body);
    }

    [Fact]
    public async Task WriteRecords_Lines_AreSentAsTheyAre()
    {
        using InfluxDBClient client = Client();
        WriteApiAsync write = client.GetWriteApiAsync();
        await write.WriteRecordsAsync(["a f=1 1", "", "b f=2 2"], WritePrecision.Us);
        await write.WriteRecordAsync("c f=3");
        await write.WritePointAsync(Point(4));
        Assert.Equal(["us: a f=1 1\nb f=2 2", "ns: c f=3", "s: scan,edge=K µ=1.5 4"],
            server.Requests.Select(request => $"{request.Query["precision"]}: {request.Body}"));
    }

    [Fact]
    public async Task WritePoints_NothingToSay_SendsNothing()
    {
        using InfluxDBClient client = Client();
        await client.GetWriteApiAsync().WritePointsAsync([PointData.Measurement("m").Field("x", double.NaN)]);
        await client.GetWriteApiAsync().WriteRecordsAsync([""]);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task EnableGzip_Write_IsCompressed()
    {
        using InfluxDBClient client = Client().EnableGzip();
        Assert.True(client.IsGzipEnabled());
        await client.GetWriteApiAsync().WritePointAsync(Point(1));
        client.DisableGzip();
        await client.GetWriteApiAsync().WritePointAsync(Point(2));
        Assert.Equal(["gzip: scan,edge=K µ=1.5 1", "identity: scan,edge=K µ=1.5 2"],
            server.Requests.Select(request => $"{request.Headers["Content-Encoding"]}: {request.Body}"));
    }

    [Theory]
    [InlineData(400, typeof(BadRequestException))]
    [InlineData(401, typeof(UnauthorizedException))]
    [InlineData(403, typeof(ForbiddenException))]
    [InlineData(404, typeof(NotFoundException))]
    [InlineData(413, typeof(RequestEntityTooLargeException))]
    [InlineData(422, typeof(UnprocessableEntityException))]
    [InlineData(429, typeof(TooManyRequestsException))]
    [InlineData(500, typeof(InternalServerErrorException))]
    [InlineData(502, typeof(BadGatewayException))]
    [InlineData(503, typeof(ServiceUnavailableException))]
    [InlineData(418, typeof(HttpException))]
    public async Task Write_Refused_ThrowsWhatTheStatusStandsFor(int status, Type type)
    {
        server.Answer = async context =>
        {
            context.Response.StatusCode = status;
            if (status is 429 or 503)
                context.Response.Headers.RetryAfter = "17";
            await context.Response.WriteAsync("""{"code":"some code","message":"said why"}""");
        };
        HttpException refused = await RefusedAsync(Client());
        Assert.Equal(type, refused.GetType());
        Assert.Equal(status, refused.Status);
        Assert.Equal("said why", refused.Message);
        Assert.Equal(status is 429 or 503 ? 17 : null, refused.RetryAfter);
    }

    [Fact]
    public async Task Write_RetryAfterIsADate_IsNotUnderstood()
    {
        server.Answer = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "Wed, 21 Oct 2026 07:28:00 GMT";
            return Task.CompletedTask;
        };
        using InfluxDBClient client = Client();
        await Assert.ThrowsAsync<FormatException>(() => client.GetWriteApiAsync().WritePointAsync(Point(1)));
    }

    [Fact]
    public async Task Write_RefusedWithoutJson_IsTheHeadersWordOrTheBody()
    {
        server.Answer = async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("partial write: too bad");
        };
        Assert.Equal("partial write: too bad", (await RefusedAsync(Client())).Message);
        server.Answer = async context =>
        {
            context.Response.StatusCode = 400;
            context.Response.Headers["X-Influxdb-Error"] = "unable to parse";
            await context.Response.WriteAsync("""{"error":"unable to parse"}""");
        };
        Assert.Equal("unable to parse", (await RefusedAsync(Client())).Message);
    }

    [Fact]
    public async Task Write_ServerStalls_EndsWithTheTimeOut()
    {
        server.Answer = server.StallAsync;
        using InfluxDBClient client = Client(TimeSpan.FromMilliseconds(300));
        long began = Stopwatch.GetTimestamp();
        HttpException failed = await RefusedAsync(client);
        Assert.Equal(0, failed.Status);
        Assert.IsAssignableFrom<OperationCanceledException>(failed.InnerException);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Write_Cancelled_EndsAtOnce()
    {
        server.Answer = server.StallAsync;
        using InfluxDBClient client = Client();
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        HttpException failed = await Assert.ThrowsAsync<HttpException>(() =>
            client.GetWriteApiAsync().WritePointsAsync([Point(1)], cancellationToken: cancelled.Token));
        Assert.Equal(0, failed.Status);
        Assert.IsAssignableFrom<OperationCanceledException>(failed.InnerException);
    }

    [Fact]
    public async Task Write_NoServer_FailsWithTheCause()
    {
        string url = server.Url;
        await server.DisposeAsync();
        using var client = new InfluxDBClient(new InfluxDBClientOptions(url) { Token = "secret", Org = "o", Bucket = "b" });
        HttpException failed = await RefusedAsync(client);
        Assert.Equal(0, failed.Status);
        Assert.IsType<SocketException>(Assert.IsType<HttpRequestException>(failed.InnerException).InnerException);
        Assert.False(await client.PingAsync());
    }

    [Fact]
    public async Task Write_WithoutABucketOrAnOrganisation_IsNotSent()
    {
        using var client = new InfluxDBClient(server.Url, "secret");
        WriteApiAsync write = client.GetWriteApiAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => write.WritePointAsync(Point(1), org: "o"));
        await Assert.ThrowsAsync<ArgumentException>(() => write.WritePointAsync(Point(1), bucket: "b"));
        await Assert.ThrowsAsync<ArgumentException>(() => write.WritePointAsync(Point(1), bucket: "", org: "o"));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Ping_Server_SaysWhetherItAnswersWell()
    {
        using InfluxDBClient client = Client();
        Assert.True(await client.PingAsync());
        Assert.Equal("/ping", Assert.Single(server.Requests).Path);
        server.Answer = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        Assert.False(await client.PingAsync());
    }

    [Fact]
    public void Options_EitherWay_AreTheSame()
    {
        InfluxDBClientOptions built = InfluxDBClientOptions.Builder.CreateNew().Url("http://localhost:8086")
            .AuthenticateToken("secret").Org("o").Bucket("b").TimeOut(TimeSpan.FromSeconds(3)).Build();
        Assert.Equal(("http://localhost:8086", "secret", "o", "b"), (built.Url, built.Token, built.Org, built.Bucket));
        Assert.Equal(TimeSpan.FromSeconds(3), built.Timeout);
        var parsed = new InfluxDBClientOptions("http://localhost:8086?org=o&bucket=b&token=secret");
        Assert.Equal(("secret", "o", "b"), (parsed.Token, parsed.Org, parsed.Bucket));
        Assert.Equal(TimeSpan.FromSeconds(10), parsed.Timeout);
        Assert.Throws<InvalidOperationException>(() => InfluxDBClientOptions.Builder.CreateNew().Build());
        Assert.Throws<ArgumentException>(() => new InfluxDBClientOptions(""));
    }

    private InfluxDBClient Client(TimeSpan? timeout = null) => new(new InfluxDBClientOptions(server.Url)
    {
        Token = "secret",
        Org = "facility",
        Bucket = "beamline",
        Timeout = timeout ?? TimeSpan.FromSeconds(10),
    });

    private static PointData Point(long second) =>
        PointData.Measurement("scan").Tag("edge", "K").Field("µ", 1.5).Timestamp(second, WritePrecision.S);

    private static Task<HttpException> RefusedAsync(InfluxDBClient client) =>
        Assert.ThrowsAnyAsync<HttpException>(() => client.GetWriteApiAsync().WritePointAsync(Point(1)));
}
