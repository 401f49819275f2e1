using Exafs.Monitor.Options;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Exafs.Monitor.Operation;

/// <summary>Events for programs: compact JSON, one a line, with what they are about as properties.</summary>
internal sealed class StructuredLog : IDisposable
{
    private readonly Logger _log;

    public StructuredLog(LoggingSection options) => _log = new LoggerConfiguration()
        .WriteTo.File(new RenderedCompactJsonFormatter(), options.File!, fileSizeLimitBytes: options.FileBytesMaximum, rollOnFileSizeLimit: true, retainedFileCountLimit: options.FilesKept)
        .CreateLogger();

    public void Write(Event happened)
    {
        ILogger log = _log;
        foreach (var (name, value) in happened.About)
            log = log.ForContext(name, value);
        log.Write(happened.IsWarning ? LogEventLevel.Warning : LogEventLevel.Information, "{Text:l}", happened.Text);
    }

    public void Dispose() => _log.Dispose();
}
