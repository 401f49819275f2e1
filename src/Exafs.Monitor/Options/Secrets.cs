namespace Exafs.Monitor.Options;

/// <summary>Secrets stand in files or in the environment, never in the configuration, and are never logged.</summary>
internal static class Secrets
{
    /// <summary>The first line of the file, or else the value of the variable; null where neither is named, or it is empty.</summary>
    public static string? Read(string? file, string? environment)
    {
        var secret = file is not null ? File.ReadLines(file).FirstOrDefault()?.Trim()
            : environment is not null ? Environment.GetEnvironmentVariable(environment)
            : null;
        return string.IsNullOrEmpty(secret) ? null : secret;
    }
}
