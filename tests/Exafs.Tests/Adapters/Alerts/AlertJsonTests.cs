using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Exafs.Adapters.Alerts;
using Exafs.Pipeline.Alerts;

namespace Exafs.Tests.Adapters.Alerts;

public sealed class AlertJsonTests
{
    public static Alert Example { get; } = new()
    {
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("alertname", "structure_onset").Add("severity", "warning").Add("cause", "fcc").Add("run", "Fe \"foil\""),
        Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("summary", "onset: fcc").Add("description", "onset of fcc at 1188.2 ± 1.3 K"),
        StartsAt = new(2026, 1, 1, 8, 0, 0, 250, TimeSpan.Zero),
    };

    [Fact]
    public void Webhook_OfAnAlertThatFires_IsAlertmanagersVersion4()
    {
        using var json = JsonDocument.Parse(AlertJson.Webhook(Example, "oncall"));
        var root = json.RootElement;

        Assert.Equal(["version", "groupKey", "truncatedAlerts", "status", "receiver", "groupLabels", "commonLabels", "commonAnnotations", "externalURL", "alerts"], root.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal(("4", "firing", "oncall"), (root.GetProperty("version").GetString(), root.GetProperty("status").GetString(), root.GetProperty("receiver").GetString()));
        var alert = root.GetProperty("alerts")[0];
        Assert.Equal(["status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint"], alert.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal("2026-01-01T08:00:00.250Z", alert.GetProperty("startsAt").GetString());
        Assert.Equal("0001-01-01T00:00:00Z", alert.GetProperty("endsAt").GetString());
        Assert.Equal("Fe \"foil\"", alert.GetProperty("labels").GetProperty("run").GetString());
        Assert.Equal(Example.Fingerprint, alert.GetProperty("fingerprint").GetString());
    }

    [Fact]
    public void Webhook_OfOneThatIsOver_HasItsEnd()
    {
        using var json = JsonDocument.Parse(AlertJson.Webhook(Example with { EndsAt = Example.StartsAt.AddMinutes(5) }, "oncall"));

        Assert.Equal("resolved", json.RootElement.GetProperty("alerts")[0].GetProperty("status").GetString());
        Assert.Equal("2026-01-01T08:05:00.250Z", json.RootElement.GetProperty("alerts")[0].GetProperty("endsAt").GetString());
    }

    [Fact]
    public void Api_HasAnEndOnlyWhereThereIsOne()
    {
        using var json = JsonDocument.Parse(AlertJson.Api([Example, Example with { EndsAt = Example.StartsAt }]));

        Assert.False(json.RootElement[0].TryGetProperty("endsAt", out _));
        Assert.True(json.RootElement[1].TryGetProperty("endsAt", out _));
        Assert.Equal("structure_onset", json.RootElement[0].GetProperty("labels").GetProperty("alertname").GetString());
    }

    /// <summary>RFC 4231, test case 2.</summary>
    [Fact]
    public void Signature_IsHmacSha256() => Assert.Equal(
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        WebhookSink.Signature(Encoding.ASCII.GetBytes("what do ya want for nothing?"), Encoding.ASCII.GetBytes("Jefe")));
}
