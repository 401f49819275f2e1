using System.CommandLine;
using Exafs.SystemTests.Faults;

// The tests are run by dotnet test; this is for what takes longer: tools/faults.
var cycles = new Option<int>("--cycles") { Description = "How often the daemon is killed.", DefaultValueFactory = _ => 200 };
var seed = new Option<int>("--seed") { Description = "Of all chance.", DefaultValueFactory = _ => 1 };
var output = new Option<FileInfo?>("--output") { Description = "Where the result goes, as JSON; absent: to standard output." };
var faults = new RootCommand("A campaign of faults: the daemon killed again and again while the database fails; nothing may be lost or doubled.") { cycles, seed, output };
faults.SetAction(async (parsed, cancellation) =>
{
    await using var campaign = new FaultCampaign(parsed.GetValue(cycles), parsed.GetValue(seed), Console.Error.WriteLine);
    FaultResult result = await campaign.RunAsync();
    if (parsed.GetValue(output) is { } file) await File.WriteAllTextAsync(file.FullName, result.ToJson(), cancellation);
    else Console.WriteLine(result.ToJson());
    Console.Error.WriteLine($"{result.Accepted} scans accepted, {result.Lost} lost, {result.Duplicated} duplicated, {result.Unequal} unequal, {result.DeadLettered} dead letters ({result.WronglyDead} wrongly)");
    return result.IsGood ? 0 : 1;
});
return await faults.Parse(args).InvokeAsync();
