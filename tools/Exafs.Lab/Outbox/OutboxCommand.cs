using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Exafs.Adapters.Storage;
using Exafs.Pipeline.Delivery;
using Spectre.Console;

namespace Exafs.Lab.Outbox;

/// <summary>What a store still owes to others, and what they would not take.</summary>
public sealed class OutboxCommand(IAnsiConsole people)
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people)
    {
        var store = new Argument<string>("store") { Description = "The store that the daemon writes; it may be running." };
        var target = new Option<string?>("--target") { Description = "Of this target alone, such as influxdb." };
        var reason = new Option<string?>("--reason") { Description = "Those refused for this reason alone." };
        var output = new Option<string>("--output") { Description = "File to write, a JSON object a line: target, reason, detail, accepted, died, body.", Required = true };

        var list = new Command("list", "What waits for each target, and what it would not take.") { store };
        list.SetAction(parsed => new OutboxCommand(people).List(parsed.GetValue(store)!));
        var retry = new Command("retry", "Puts dead letters back, to be delivered once more: after what they were refused for was mended.") { store, target, reason };
        retry.SetAction(parsed => new OutboxCommand(people).Retry(parsed.GetValue(store)!, parsed.GetValue(target), parsed.GetValue(reason)));
        var export = new Command("export", "Writes the dead letters into a file.") { store, target, reason, output };
        export.SetAction(parsed => new OutboxCommand(people).Export(parsed.GetValue(store)!, parsed.GetValue(target), parsed.GetValue(reason), parsed.GetValue(output)!));
        return new Command("outbox", "What a store still owes to InfluxDB and to the channels of alerts.") { list, retry, export };
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The store cannot be read.</exception>
    public int List(string store)
    {
        var (counts, letters) = Read(store, reader => (reader.Outboxes(), reader.DeadLetters()));
        if (counts.Count == 0) people.Say($"{store}: nobody was ever owed anything");
        if (counts.Count > 0) people.Write(Table(counts));
        foreach (var group in letters.GroupBy(letter => (letter.Target, letter.Reason)))
            people.Say($"{group.Key.Target}: {group.Count()} dead letters, {group.Key.Reason}, the last: {group.Last().Detail}");
        return counts.Any(target => target.Violation() is not null) ? ExitCode.SomeFailed : ExitCode.Done;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The store cannot be written.</exception>
    public int Retry(string store, string? target, string? reason)
    {
        try
        {
            people.Say($"{DeadLetterBox.Retry(store, target, reason)} dead letters wait for delivery again");
            return ExitCode.Done;
        }
        catch (StoreException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The store cannot be read, or the file not be written.</exception>
    public int Export(string store, string? target, string? reason, string output)
    {
        DeadLetter[] letters = [.. Read(store, reader => reader.DeadLetters()).Where(letter => (target ?? letter.Target) == letter.Target && (reason ?? letter.Reason) == letter.Reason)];
        WholeFile.Write(output, "--output", stream =>
        {
            foreach (var letter in letters)
            {
                stream.Write(JsonSerializer.SerializeToUtf8Bytes(new { letter.Target, letter.Reason, letter.Detail, letter.Accepted, letter.Died, letter.Body }, s_json));
                stream.Write("\n"u8);
            }
        });
        people.Say($"{output}: {letters.Length} dead letters");
        return ExitCode.Done;
    }

    private static Table Table(IReadOnlyList<OutboxCounts> counts)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in new[] { "target", "accepted", "delivered", "superseded", "waiting", "MB", "oldest, UTC", "dead letters", "dropped" })
            table.AddColumn(column == "target" ? new TableColumn(column) : new TableColumn(column).RightAligned());
        foreach (var target in counts)
        {
            table.AddRow([Markup.Escape(target.Target), .. new[] { target.Accepted, target.Delivered, target.Superseded, target.Waiting }.Select(number => number.ToString(CultureInfo.InvariantCulture)),
                (target.WaitingBytes / 1e6).ToString("f1", CultureInfo.InvariantCulture), target.Oldest?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "–", $"{target.DeadLetterTotal}", $"{target.DroppedTotal}"]);
        }

        return table;
    }

    private static T Read<T>(string store, Func<StoreReader, T> read)
    {
        try
        {
            using var reader = new StoreReader(store);
            return read(reader);
        }
        catch (StoreException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
