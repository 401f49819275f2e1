namespace InfluxDB.Client.Api.Client;

/// <summary>A call that lacks what it needs, and was not sent.</summary>
public class ApiException : Exception
{
    public ApiException() { }

    public ApiException(int errorCode, string message) : base(message) => ErrorCode = errorCode;

    public int ErrorCode { get; set; }
}
