using System.CommandLine;
using Exafs.SystemTests.Faults;
using Exafs.SystemTests.Soak;

// The tests are run by dotnet test; this is for what takes longer: tools/faults and tools/soak.
var output = new Option<FileInfo?>("--output") { Description = "Where the result goes, as JSON; absent: to standard output." };
var cycles = new Option<int>("--cycles") { Description = "How often the daemon is killed.", DefaultValueFactory = _ => 200 };
var seed = new Option<int>("--seed") { Description = "Of all chance.", DefaultValueFactory = _ => 1 };
var faults = new Command("faults", "The daemon killed again and again while the database fails; nothing may be lost or doubled.") { cycles, seed, output };
faults.SetAction(async (parsed, cancellation) =>
{
    await using var campaign = new FaultCampaign(parsed.GetValue(cycles), parsed.GetValue(seed), Console.Error.WriteLine);
    FaultResult result = await campaign.RunAsync();
    await WriteAsync(result.ToJson(), parsed.GetValue(output), cancellation);
    Console.Error.WriteLine($"{result.Accepted} scans accepted, {result.Lost} lost, {result.Duplicated} duplicated, {result.Unequal} unequal, {result.DeadLettered} dead letters ({result.WronglyDead} wrongly)");
    return result.IsGood ? 0 : 1;
});

var minutes = new Option<double>("--minutes") { Description = "For how long.", DefaultValueFactory = _ => 60 };
var rate = new Option<double>("--rate") { Description = "Scans a second.", DefaultValueFactory = _ => 100 };
var soak = new Command("soak", "The daemon for a long time at full work; its memory and its handles have to stay as they are.") { minutes, rate, output };
soak.SetAction(async (parsed, cancellation) =>
{
    await using var run = new SoakRun(parsed.GetValue(minutes), parsed.GetValue(rate), Console.Error.WriteLine);
    var (json, isGood) = await run.RunAsync();
    await WriteAsync(json, parsed.GetValue(output), cancellation);
    return isGood ? 0 : 1;
});
return await new RootCommand("What takes longer than a test.") { faults, soak }.Parse(args).InvokeAsync();

static Task WriteAsync(string json, FileInfo? file, CancellationToken cancellation) =>
    file is null ? Console.Out.WriteLineAsync(json.AsMemory(), cancellation) : File.WriteAllTextAsync(file.FullName, json + "\n", cancellation);
