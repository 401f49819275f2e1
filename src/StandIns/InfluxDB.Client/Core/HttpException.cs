using System.Net.Http.Headers;
using System.Text.Json;

namespace InfluxDB.Client.Core.Exceptions;

/// <summary>The server refused, or could not be asked: then <see cref="InfluxException.Status"/> is 0.</summary>
public class HttpException : InfluxException
{
    private static readonly string[] MessageHeaders = ["X-Platform-Error-Code", "X-Influx-Error", "X-InfluxDb-Error"];

    public HttpException(string? message, int status, Exception? exception = null) : base(message, 0, exception) => Status = status;

    /// <summary>How long the server asks to wait, s.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>What an answer stands for; its message is the body's, else a header's, else the body itself.</summary>
    /// <exception cref="FormatException">Retry-After is a date; only seconds are understood.</exception>
    internal static HttpException Create(int status, HttpResponseHeaders headers, string body)
    {
        string message = MessageOf(body) ?? MessageHeaders.Select(name => Header(headers, name)).FirstOrDefault(text => text != null) ?? body;
        HttpException exception = status switch
        {
            400 => new BadRequestException(message),
            401 => new UnauthorizedException(message),
            402 => new PaymentRequiredException(message),
            403 => new ForbiddenException(message),
            404 => new NotFoundException(message),
            405 => new MethodNotAllowedException(message),
            406 => new NotAcceptableException(message),
            407 => new ProxyAuthenticationRequiredException(message),
            408 => new RequestTimeoutException(message),
            413 => new RequestEntityTooLargeException(message),
            422 => new UnprocessableEntityException(message),
            429 => new TooManyRequestsException(message),
            500 => new InternalServerErrorException(message),
            501 => new HttpNotImplementedException(message),
            502 => new BadGatewayException(message),
            503 => new ServiceUnavailableException(message),
            _ => new HttpException(message, status),
        };
        exception.RetryAfter = Header(headers, "Retry-After") is { } seconds ? Convert.ToInt32(seconds) : null;
        return exception;
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(',', values) : null;

    private static string? MessageOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out JsonElement message)
                && message.ToString() is { Length: > 0 } text ? text : null;
        }
        catch (JsonException)
        {
            return null; // a proxy's page, or nothing
        }
    }
}
