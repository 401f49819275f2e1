using InfluxDB.Client.Api.Domain;
using InfluxDB.Client.Writes;

namespace Exafs.SystemTests.StandIns;

/// <summary>Points as lines.</summary>
public sealed class InfluxDBClientPointTests
{
    [Fact]
    public void ToLineProtocol_EveryFieldType_HasItsOwnForm()
    {
        PointData point = PointData.Measurement("m")
            .Field("a", 1.5).Field("b", 2.25f).Field("c", 3).Field("d", 4L).Field("e", 5u).Field("f", 6UL).Field("g", (byte)7)
            .Field("h", true).Field("i", false).Field("j", "text").Field("k", 8.5m).Field("l", (object)(short)-9).Field("m", 1e-7);
        Assert.Equal(
            "m a=1.5,b=2.25,c=3i,d=4i,e=5u,f=6u,g=7i,h=true,i=false,j=\"text\",k=8.5,l=-9i,m=1E-07", point.ToLineProtocol());
    }

    [Fact]
    public void ToLineProtocol_TagsAndFields_AreSortedByName()
    {
        PointData point = PointData.Measurement("m").Tag("z", "1").Tag("b", "2").Field("y", 1).Field("c", 2).Timestamp(5, WritePrecision.S);
        Assert.Equal("m,b=2,z=1 c=2i,y=1i 5", point.ToLineProtocol());
    }

    [Fact]
    public void ToLineProtocol_SpecialCharacters_AreEscaped()
    {
        PointData point = PointData.Measurement("a b,c=d").Tag("t a,g=", "v a,l=").Field("f i,e=", "q\"u\\o te,=");
        Assert.Equal("a\\ b\\,c=d,t\\ a\\,g\\==v\\ a\\,l\\= f\\ i\\,e\\==\"q\\\"u\\\\o te,=\"", point.ToLineProtocol());
        Assert.Equal("a\\nb,t\\r=x\\ty f=\"1\n2\"",
            PointData.Measurement("a\nb").Tag("t\r", "x\ty").Field("f", "1\n2").ToLineProtocol());
    }

    [Fact]
    public void ToLineProtocol_ValuesThatALineCannotHold_AreLeftOut()
    {
        PointData point = PointData.Measurement("m").Field("nan", double.NaN).Field("inf", float.PositiveInfinity).Field("none", (string?)null!);
        Assert.Equal("", point.ToLineProtocol());
        Assert.True(point.HasFields());
        Assert.Equal("m x=0", point.Field("x", 0.0).ToLineProtocol());
        Assert.Equal("", PointData.Measurement("m").Tag("t", "1").ToLineProtocol());
        Assert.False(PointData.Measurement("m").HasFields());
    }

    [Fact]
    public void Tag_EmptyValue_TakesItAway()
    {
        PointData point = PointData.Measurement("m").Tag("a", "1").Tag("b", "").Tag("a", null!).Field("f", 1);
        Assert.Equal("m f=1i", point.ToLineProtocol());
        Assert.Equal("m f=1i", PointData.Builder.Measurement("m").Tag("a", "1").Tag("a", "").Field("f", 1).ToPointData().ToLineProtocol());
    }

    [Theory]
    [InlineData(WritePrecision.S, "1700000000")]
    [InlineData(WritePrecision.Ms, "1700000000123")]
    [InlineData(WritePrecision.Us, "1700000000123456")]
    [InlineData(WritePrecision.Ns, "1700000000123456000")]
    public void Timestamp_AnyKindOfTime_IsCountedInItsUnit(WritePrecision unit, string expected)
    {
        DateTime time = DateTime.UnixEpoch.AddTicks(17_000_000_001_234_560);
        PointData point = PointData.Measurement("m").Field("f", 1);
        Assert.Equal($"m f=1i {expected}", point.Timestamp(time, unit).ToLineProtocol());
        Assert.Equal($"m f=1i {expected}", point.Timestamp(time.ToLocalTime(), unit).ToLineProtocol());
        Assert.Equal($"m f=1i {expected}", point.Timestamp(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), unit).ToLineProtocol());
        Assert.Equal($"m f=1i {expected}", point.Timestamp(new DateTimeOffset(time).ToOffset(TimeSpan.FromHours(2)), unit).ToLineProtocol());
        Assert.Equal($"m f=1i {expected}", point.Timestamp(time - DateTime.UnixEpoch, unit).ToLineProtocol());
        Assert.Equal(unit, point.Timestamp(long.Parse(expected), unit).Precision);
        Assert.Equal($"m f=1i {expected}", PointData.Builder.Measurement("m").Field("f", 1).Timestamp(time, unit).ToPointData().ToLineProtocol());
    }

    [Fact]
    public void Builder_TimeNotMarkedAsUtc_IsRefused() => Assert.Throws<ArgumentException>(() =>
        PointData.Builder.Measurement("m").Timestamp(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), WritePrecision.S));

    [Fact]
    public void Equals_SameContent_IsTrue()
    {
        PointData point = PointData.Measurement("m").Tag("t", "1").Field("f", 1.5).Timestamp(1, WritePrecision.S);
        PointData built = PointData.Builder.Measurement("m").Field("f", 1.5).Tag("t", "1").Timestamp(1, WritePrecision.S).ToPointData();
        Assert.Equal(point, built);
        Assert.True(point == built);
        Assert.Equal(point.GetHashCode(), built.GetHashCode());
        Assert.NotEqual(point, point.Field("f", 2.0));
        Assert.NotEqual(point, point.Timestamp(1, WritePrecision.Ms));
    }

    [Fact]
    public void Names_Empty_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => PointData.Measurement(""));
        Assert.Throws<ArgumentException>(() => PointData.Measurement("m").Field("", 1));
        Assert.Throws<ArgumentException>(() => PointData.Builder.Measurement("m").Field("", 1));
    }
}
