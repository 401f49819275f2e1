using Exafs.Monitor;
using Exafs.Monitor.Operation;
using Exafs.Monitor.Options;
using Exafs.Pipeline.Alerts;

namespace Exafs.Tests.Monitor;

/// <summary>What a reload takes over, and what it says that it does not.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly FileInfo _file = new(Path.GetTempFileName());
    private readonly EventLog _events = new(TimeProvider.System);
    private readonly AlertBook _alerts = new(new());

    public void Dispose() => _file.Delete();

    [Fact]
    public void Run_OtherRulesAndAnotherBackground_TakesTheRulesAndNamesTheOther()
    {
        var said = Run("""{ "alerts": { "rules": [{ "name": "hot", "when": "sample_temperature_kelvin > 1000" }], "webhooks": [{ "url": "http://h" }] }, "reduction": { "rbkg_angstrom": 1.1 } }""");

        Assert.Equal("reload: rules and silences of alerts are taken over; these wait for a restart: reduction.rbkg_angstrom, alerts.webhooks", said);
        Assert.Equal(said, _events.Latest.Single().Text);
    }

    [Theory]
    [InlineData("{", "this is not JSON")]
    [InlineData("""{ "alerts": { "rules": [{ "name": "x", "when": "often" }] } }""", "alerts.rules[0].when")]
    public void Run_ConfigurationThatCannotBe_ChangesNothing(string text, string problem)
    {
        var said = Run(text);
        Assert.StartsWith("reload: nothing was changed: ", said);
        Assert.Contains(problem, said);
    }

    [Fact]
    public void Run_FileThatIsGone_ChangesNothing()
    {
        _file.Delete();
        Assert.StartsWith("reload: nothing was changed: ", new Reload(_file, new MonitorOptions(), _alerts, null, _events).Run());
    }

    private string Run(string text)
    {
        File.WriteAllText(_file.FullName, text);
        return new Reload(_file, new MonitorOptions(), _alerts, null, _events).Run();
    }
}
