using System.ComponentModel;
using System.Diagnostics;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;

namespace Exafs.Adapters.Alerts;

/// <summary>Alerts → a program, one by one: the webhook's JSON on its standard input, EXAFS_ALERT_NAME, _STATUS, _SEVERITY, _SUMMARY, _DESCRIPTION in its environment. No shell.</summary>
/// <param name="program">Its path, or its name on the PATH.</param>
/// <param name="arguments">As they are.</param>
/// <param name="timeout">Then it is ended.</param>
public sealed class CommandSink(string program, IReadOnlyList<string> arguments, TimeSpan timeout) : ISink<Alert>
{
    /// <inheritdoc/>
    /// <exception cref="UndeliverableException">There is no such program, or it ended with another code than 0: whether it did half of its work nobody knows, so it is not begun again.</exception>
    public async Task WriteAsync(IReadOnlyList<Alert> batch, CancellationToken cancellation)
    {
        foreach (var alert in batch.Where(alert => alert.IsNews)) await RunAsync(alert, cancellation).ConfigureAwait(false);
    }

    private async Task RunAsync(Alert alert, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("NAME", alert.Name), ("STATUS", alert.Status), ("SEVERITY", alert.Labels["severity"]), ("SUMMARY", alert.Annotations["summary"]), ("DESCRIPTION", alert.Annotations["description"]) })
            start.Environment[$"EXAFS_ALERT_{name}"] = value.Replace('\0', ' ');
        using var process = new Process { StartInfo = start };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            process.Start();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await FeedAsync(process, AlertJson.Webhook(alert, "command"), limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            var said = (await errors.ConfigureAwait(false)).Trim();
            if (process.ExitCode != 0) throw new UndeliverableException("command_failed", $"{program} ended with {process.ExitCode}{(said == "" ? "" : $": {said.Split('\n')[0]}")}", null);
        }
        catch (Win32Exception missing)
        {
            throw new UndeliverableException("command_failed", $"{program}: {missing.Message}", missing);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new UndeliverableException("command_failed", $"{program} was ended after {timeout.TotalSeconds:g3} s", null);
        }
    }

    private static async Task FeedAsync(Process process, byte[] body, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(body, cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells why.
        }
    }
}
