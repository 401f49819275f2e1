using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Grafana;

/// <summary>check.mjs with what package-lock.json names, installed by npm into artifacts/grafana-checks.</summary>
public sealed class GrafanaChecks : IAsyncLifetime
{
    private static readonly string s_source = Path.Combine(RepositoryFolder.Path, "tests", "Exafs.SystemTests", "Grafana");
    private static readonly string s_folder = Path.Combine(RepositoryFolder.Path, "artifacts", "grafana-checks");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(s_folder);
        string installed = Path.Combine(s_folder, "installed");
        string wanted = await File.ReadAllTextAsync(Path.Combine(s_source, "package-lock.json"));
        foreach (string file in new[] { "package.json", "package-lock.json", "check.mjs" })
            File.Copy(Path.Combine(s_source, file), Path.Combine(s_folder, file), overwrite: true);
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == wanted)
            return;
        await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "");
        await File.WriteAllTextAsync(installed, wanted);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The answers of check.mjs, in the order of the questions.</summary>
    internal static async Task<JsonNode[]> AskAsync(IEnumerable<JsonObject> questions)
    {
        var list = new JsonArray([.. questions]);
        var answers = JsonNode.Parse(await RunAsync("node", ["check.mjs"], list.ToJsonString()))!.AsArray();
        Assert.Equal(list.Count, answers.Count);
        return [.. answers.Select(answer => answer!)];
    }

    /// <summary>The errors that an answer tells.</summary>
    internal static string[] Errors(JsonNode answer) => Texts(answer, "errors");

    internal static string[] Texts(JsonNode answer, string key) => [.. answer[key]?.AsArray().Select(text => (string)text!) ?? []];

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        using var process = new Process { StartInfo = new(program, arguments) { WorkingDirectory = s_folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Fail($"{program} is missing: apt-get install nodejs npm");
        }

        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} failed\n{await errors}");
        return await output;
    }
}
