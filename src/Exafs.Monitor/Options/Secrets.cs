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

    /// <summary>A file that is not there, or a variable that is not set.</summary>
    /// <param name="name">Of the keys: NAME_file, NAME_environment.</param>
    /// <param name="file">The file; null: none is named.</param>
    /// <param name="environment">The variable; null: none is named, or it need not be set.</param>
    public static IEnumerable<(string Key, string Problem)> Check(string name, string? file, string? environment)
    {
        if (file is not null && !File.Exists(file))
            yield return ($"{name}_file", $"there is no file {file}");
        if (file is null && environment is not null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(environment)))
            yield return ($"{name}_environment", $"{environment} is not set");
    }
}
