using System.Collections.Immutable;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;

namespace Exafs.Tests.Pipeline.Alerts;

public sealed class AlertBookTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private int _number;

    [Fact]
    public void Feature_FiresAfterForScans_AndIsOverAfterClearScans()
    {
        var book = Book(new AlertRule { Name = "long", When = "r1_angstrom > 2.55", ForScans = 3, ClearScans = 2 });

        double[] values = [2.5, 2.6, 2.6, 2.5, 2.6, 2.6, 2.6, 2.6, 2.5, 2.6, 2.5, 2.5, 2.5];
        var told = values.Select(value => Next(book, ("r1_angstrom", value))).ToArray();

        Assert.Equal([6, 11], Enumerable.Range(0, told.Length).Where(i => told[i].Length > 0));
        Assert.True(told[6][0].IsFiring);
        Assert.False(told[11][0].IsFiring);
        Assert.Equal(told[6][0].Fingerprint, told[11][0].Fingerprint);
        Assert.Equal(told[6][0].StartsAt, told[11][0].StartsAt);
        Assert.Contains("r1_angstrom = 2.6", told[6][0].Annotations["description"]);
    }

    [Fact]
    public void Feature_ThatIsNotMeasured_ChangesNothing()
    {
        var book = Book(new AlertRule { Name = "long", When = "r1_angstrom > 2.55", ForScans = 2, ClearScans = 1 });
        Next(book, ("r1_angstrom", 2.6));
        Assert.Empty(Next(book));
        Assert.True(Next(book, ("r1_angstrom", 2.6)).Single().IsFiring);
        Assert.Empty(Next(book));
        Assert.Single(book.Firing);
    }

    [Fact]
    public void Onset_FiresUntilItsCompletion_AndEachCauseByItself()
    {
        var book = Book(new AlertRule { Name = "onset", When = "event onset" });

        var first = Next(book, Event(ChangeKind.Onset, "fcc")).Single();
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Empty(Next(book)));
        Assert.Empty(Next(book, Event(ChangeKind.Completion, "hcp")));
        var over = Next(book, Event(ChangeKind.Completion, "fcc")).Single();
        var back = Next(book, Event(ChangeKind.Onset, "bcc")).Single();

        Assert.Equal((true, false, true), (first.IsFiring, over.IsFiring, back.IsFiring));
        Assert.Equal(first.Fingerprint, over.Fingerprint);
        Assert.NotEqual(first.Fingerprint, back.Fingerprint);
        Assert.Equal("fcc", first.Labels["cause"]);
        Assert.Equal("run", first.Labels["run"]);
    }

    [Fact]
    public void Onset_ThatBecomesUnknown_IsOver_AndTheUnknownFires()
    {
        var book = Book(new AlertRule { Name = "onset", When = "event onset" }, new AlertRule { Name = "unknown", When = "event unknown_structure" });
        Next(book, Event(ChangeKind.Onset, "fcc"));

        var told = Next(book, Event(ChangeKind.UnknownStructure, "residual"));

        Assert.Equal([("onset", false), ("unknown", true)], told.Select(alert => (alert.Name, alert.IsFiring)));
        Assert.Equal("unknown", Assert.Single(book.Firing).Name);
    }

    [Fact]
    public void InstrumentEvent_IsOverWhenItHasNotComeAgain()
    {
        var book = Book(new AlertRule { Name = "beam", When = "event instrument i0_loss", ClearScans = 3 });

        Assert.True(Next(book, Event(ChangeKind.Instrument, "i0_loss")).Single().IsFiring);
        Assert.Empty(Next(book));
        Assert.Empty(Next(book, Event(ChangeKind.Instrument, "i0_loss"))); // told already
        Assert.Empty(Next(book));
        Assert.Empty(Next(book, Event(ChangeKind.Instrument, "glitch")));
        Assert.False(Next(book).Single().IsFiring);
    }

    [Fact]
    public void Firing_IsToldAgain_AndOverIsToldOnce_HoweverRulesGo()
    {
        var random = new Random(1);
        var book = Book(new AlertRule { Name = "a", When = "x > 0", ForScans = 2, ClearScans = 2 }, new AlertRule { Name = "b", When = "event onset" });
        var open = new Dictionary<string, int>();
        for (var i = 0; i < 5000; i++)
        {
            var alerts = random.Next(4) switch
            {
                0 => book.Next(Start.AddSeconds(30 * i)),
                1 => Next(book, Event(random.Next(2) == 0 ? ChangeKind.Onset : ChangeKind.Completion, "fcc")),
                _ => Next(book, ("x", random.Next(3) - 1)),
            };
            foreach (var alert in alerts.Where(alert => !alert.IsRepeated))
            {
                var count = open[alert.Fingerprint] = open.GetValueOrDefault(alert.Fingerprint) + (alert.IsFiring ? 1 : -1);
                Assert.InRange(count, 0, 1);
            }
        }

        Assert.Equal(book.Firing.Count, open.Values.Sum());
    }

    [Fact]
    public void Silence_KeepsFromBeingTold_AndWhatStillFiresAfterwardsIsTold()
    {
        var silence = new AlertSilence { Matchers = ["alertname=a"], UntilUtc = Start.AddHours(1) };
        var book = new AlertBook(new AlertOptions { Rules = [new() { Name = "a", When = "event onset" }], Silences = [silence], SourceSilent = null });

        Assert.True(Next(book, Event(ChangeKind.Onset, "fcc")).Single().IsSilenced);
        Assert.Empty(book.Next(Start.AddMinutes(1)));
        var told = book.Next(Start.AddHours(2)).Single();
        Assert.Equal((false, false, true), (told.IsSilenced, told.IsRepeated, told.IsFiring));
        Assert.False(Next(book, Event(ChangeKind.Completion, "fcc")).Single().IsSilenced);
    }

    [Fact]
    public void Silence_MadeWhileItFires_IsNotedAtOnce_AndEndsByItself()
    {
        var book = new AlertBook(new AlertOptions { Rules = [new() { Name = "a", When = "event onset" }, new() { Name = "b", When = "event onset" }], SourceSilent = null, Repeat = TimeSpan.FromDays(1) });
        Assert.Equal(2, Next(book, Event(ChangeKind.Onset, "fcc")).Length);

        book.Silence(new AlertSilence { Matchers = ["alertname=a"], UntilUtc = Start.AddMinutes(10) });
        var noted = book.Next(Start.AddMinutes(1)).Single();
        Assert.Equal(("a", true, true), (noted.Name, noted.IsSilenced, noted.IsFiring));
        Assert.Empty(book.Next(Start.AddMinutes(2)));
        var told = book.Next(Start.AddMinutes(11)).Single();
        Assert.Equal(("a", false, true), (told.Name, told.IsSilenced, told.IsFiring));
        Assert.Empty(book.Next(Start.AddMinutes(12)));
    }

    [Fact]
    public void Silence_MadeByHand_OutlivesOtherRules()
    {
        var book = Book(new AlertRule { Name = "a", When = "event onset" });
        book.Silence(new AlertSilence { Matchers = ["alertname=a"], UntilUtc = Start.AddHours(1) });
        book.Change(new AlertOptions { Rules = [new() { Name = "a", When = "event onset" }], SourceSilent = null });

        Assert.True(Next(book, Event(ChangeKind.Onset, "fcc")).Single().IsSilenced);
    }

    [Fact]
    public void Silence_NeverKeepsTheEndFromWhoWasTold()
    {
        var silence = new AlertSilence { Matchers = ["alertname=a"], FromUtc = Start.AddHours(1), UntilUtc = Start.AddHours(9) };
        var book = new AlertBook(new AlertOptions { Rules = [new() { Name = "a", When = "event onset" }], Silences = [silence], SourceSilent = null });
        Assert.False(Next(book, Event(ChangeKind.Onset, "fcc")).Single().IsSilenced);

        var over = book.Next(Findings([Event(ChangeKind.Completion, "fcc")]), Start.AddHours(2)).Single();

        Assert.Equal((false, false), (over.IsFiring, over.IsSilenced));
    }

    [Fact]
    public void SourceThatIsSilent_IsAnAlert_UntilScansCome()
    {
        var book = new AlertBook(new AlertOptions { Rules = [], SourceSilent = TimeSpan.FromMinutes(5), Beamline = "P64" });
        book.Next(Findings([]), Start);
        Assert.Empty(book.Next(Start.AddMinutes(4)));

        var silent = book.Next(Start.AddMinutes(6)).Single();
        Assert.Equal(("source_silent", "critical", "P64"), (silent.Name, silent.Labels["severity"], silent.Labels["beamline"]));
        Assert.True(book.Next(Start.AddMinutes(9)).Single().IsRepeated);
        var over = book.Next(Findings([]), Start.AddMinutes(10)).Single();
        Assert.Equal((false, silent.Fingerprint), (over.IsFiring, over.Fingerprint));
    }

    [Fact]
    public void Change_OtherRules_HoldFromThenOn_AndWhatARuleFiredThatIsNoMoreIsOver()
    {
        var book = Book(new AlertRule { Name = "a", When = "x > 0" }, new AlertRule { Name = "b", When = "x > 0" });
        Assert.Equal(2, Next(book, ("x", 1)).Length);

        book.Change(new AlertOptions { Rules = [new AlertRule { Name = "b", When = "x > 5" }], SourceSilent = null });

        Assert.Equal([("a", false)], book.Next(Start).Select(alert => (alert.Name, alert.IsFiring)));
        Assert.Equal("b", Assert.Single(book.Firing).Name);
    }

    [Fact]
    public void Delivery_ThatIsLateOrNeedsHelp_IsAnAlert_UntilItIsNot()
    {
        var book = new AlertBook(new AlertOptions { Rules = [], SourceSilent = null, DeliveryLate = TimeSpan.FromMinutes(10) });
        var waits = new DeliveryStatus { Counts = new() { Target = "influxdb", Accepted = 3, Waiting = 3, Oldest = Start }, Trouble = "connection refused" };

        Assert.Empty(book.Next(Start.AddMinutes(9), [waits]));
        var late = Assert.Single(book.Next(Start.AddMinutes(11), [waits]));
        Assert.Empty(book.Next(Start.AddMinutes(11.5), [waits]));
        var over = Assert.Single(book.Next(Start.AddMinutes(12), [waits with { Counts = waits.Counts with { Waiting = 0, Oldest = null } }]));
        var help = Assert.Single(book.Next(Start.AddMinutes(12), [waits with { Counts = waits.Counts with { Oldest = Start.AddMinutes(12) }, NeedsHelp = true, Trouble = "401 no token" }]));

        Assert.Equal(("delivery", "warning", "influxdb", true), (late.Name, late.Labels["severity"], late.Labels["target"], late.IsFiring));
        Assert.Contains("connection refused", late.Annotations["description"]);
        Assert.Equal((late.Fingerprint, false), (over.Fingerprint, over.IsFiring));
        Assert.Equal("critical", help.Labels["severity"]);
        Assert.Contains("401 no token", help.Annotations["description"]);
    }

    [Fact]
    public void Fingerprint_IsOfTheLabelsAlone_AndTellsThemApart()
    {
        var labels = ImmutableSortedDictionary<string, string>.Empty.Add("alertname", "a").Add("run", "b");

        Assert.Equal(Alert.FingerprintOf(labels), Alert.FingerprintOf(ImmutableSortedDictionary<string, string>.Empty.Add("run", "b").Add("alertname", "a")));
        Assert.NotEqual(Alert.FingerprintOf(labels), Alert.FingerprintOf(labels.SetItem("run", "c")));
        Assert.NotEqual(Alert.FingerprintOf(ImmutableSortedDictionary<string, string>.Empty.Add("a", "bc")), Alert.FingerprintOf(ImmutableSortedDictionary<string, string>.Empty.Add("ab", "c")));
        Assert.Matches("^[0-9a-f]{16}$", Alert.FingerprintOf(labels));
    }

    [Fact]
    public void RuleWithoutACondition_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Book(new AlertRule { Name = "a", When = "now and then" }));

    private static AlertBook Book(params AlertRule[] rules) => new(new AlertOptions { Rules = [.. rules], SourceSilent = null, Repeat = TimeSpan.FromMinutes(1) });

    private ImmutableArray<Alert> Next(AlertBook book, params (string Name, double Value)[] features) => book.Next(Findings([], features), Start);

    private ImmutableArray<Alert> Next(AlertBook book, ChangeEvent change) => book.Next(Findings([change]), Start);

    private ScanFindings Findings(ImmutableArray<ChangeEvent> events, params (string Name, double Value)[] features)
    {
        var scan = Synthetic.Scan(++_number);
        var values = features.Aggregate(ScanFeatures.None, (all, feature) => all.With(feature.Name, new(feature.Value, double.NaN)));
        return new(new Rejected(scan, new("none", "")), values, events);
    }

    private ChangeEvent Event(ChangeKind kind, string cause) => new() { Series = new("run", "Cu", "K"), Kind = kind, Cause = cause, ScanId = $"{_number}", FirstScanId = $"{_number}", Confidence = 1, Detail = "as asked for" };
}
