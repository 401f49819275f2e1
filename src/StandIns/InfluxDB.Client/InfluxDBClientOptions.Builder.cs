namespace InfluxDB.Client;

public partial class InfluxDBClientOptions
{
    /// <summary>The options, step by step.</summary>
    public sealed class Builder
    {
        internal string? UrlString { get; private set; }
        internal string? Token { get; private set; }
        internal string? OrgString { get; private set; }
        internal string? BucketString { get; private set; }
        internal TimeSpan Limit { get; private set; }
        internal bool AllowHttpRedirects { get; private set; }
        internal HttpClient? HttpClient { get; private set; }

        public static Builder CreateNew() => new();

        public Builder Url(string url) => With(() => UrlString = NonEmpty(url, nameof(url)));
        public Builder AuthenticateToken(string token) => With(() => Token = NonEmpty(token, nameof(token)));
        public Builder AuthenticateToken(char[] token) => With(() => Token = new string(token));
        public Builder Org(string? org) => With(() => OrgString = org);
        public Builder Bucket(string? bucket) => With(() => BucketString = bucket);
        public Builder TimeOut(TimeSpan timeout) => With(() => Limit = timeout);
        public Builder AllowRedirects(bool allowHttpRedirects) => With(() => AllowHttpRedirects = allowHttpRedirects);
        public Builder SetHttpClient(HttpClient httpClient) => With(() => HttpClient = httpClient);

        /// <exception cref="InvalidOperationException">No URL was given.</exception>
        public InfluxDBClientOptions Build() => string.IsNullOrEmpty(UrlString)
            ? throw new InvalidOperationException("The url to connect the InfluxDB has to be defined.")
            : new InfluxDBClientOptions(this);

        private Builder With(Action set)
        {
            set();
            return this;
        }

        private static string NonEmpty(string value, string name) =>
            string.IsNullOrEmpty(value) ? throw new ArgumentException("Expecting a non-empty string for " + name) : value;
    }
}
