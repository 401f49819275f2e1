namespace InfluxDB.Client.Core.Exceptions;

/// <summary>The base of what the client throws.</summary>
public class InfluxException : Exception
{
    public InfluxException(string? message, Exception? exception = null) : this(message, 0, exception) { }

    public InfluxException(Exception exception) : base(exception.Message, exception) { }

    public InfluxException(string? message, int code, Exception? exception = null) : base(message, exception) => Code = code;

    public int Code { get; }

    /// <summary>The HTTP status; 0: no answer came.</summary>
    public int Status { get; set; }
}
