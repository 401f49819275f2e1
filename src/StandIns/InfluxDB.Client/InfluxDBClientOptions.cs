using System.Web;

namespace InfluxDB.Client;

/// <summary>Where the server is, and as whom to write where.</summary>
public partial class InfluxDBClientOptions
{
    /// <param name="url">The server; its query may set org, bucket, token and allowHttpRedirects.</param>
    public InfluxDBClientOptions(string url)
    {
        if (string.IsNullOrEmpty(url))
            throw new ArgumentException("The url to connect the InfluxDB has to be defined.");
        var uri = new Uri(url);
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(uri.Query);
        Url = uri.GetLeftPart(UriPartial.Path);
        Org = query["org"];
        Bucket = query["bucket"];
        AllowHttpRedirects = Convert.ToBoolean(query["allowHttpRedirects"]);
        if (!string.IsNullOrWhiteSpace(query["token"]))
            Token = query["token"];
    }

    private InfluxDBClientOptions(Builder builder)
    {
        Url = builder.UrlString!;
        if (builder.Token != null)
            Token = builder.Token;
        Org = builder.OrgString;
        Bucket = builder.BucketString;
        Timeout = builder.Limit == TimeSpan.Zero ? TimeSpan.FromSeconds(10) : builder.Limit;
        AllowHttpRedirects = builder.AllowHttpRedirects;
        HttpClient = builder.HttpClient;
    }

    public string Url { get; }

    public string? Token
    {
        get;
        set => field = string.IsNullOrEmpty(value) ? throw new ArgumentException("Expecting a non-empty string for token") : value;
    }

    public string? Org { get; set; }
    public string? Bucket { get; set; }

    /// <summary>How long a request may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public bool AllowHttpRedirects { get; set; }

    /// <summary>The client to send with, which then stays the caller's.</summary>
    public HttpClient? HttpClient { get; set; }
}
