using Exafs.Lab;
using Exafs.Lab.Simulate;

namespace Exafs.Tests.Lab.Simulate;

public sealed class ShardTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Shards_Together_AreAllItemsOnce(int count)
    {
        var shares = Enumerable.Range(1, count).Select(number => Shard.Parse($"{number}/{count}").Of(Enumerable.Range(0, 10)).ToArray()).ToArray();

        Assert.Equal(Enumerable.Range(0, 10), shares.SelectMany(share => share).Order());
        Assert.InRange(shares.Max(share => share.Length) - shares.Min(share => share.Length), 0, 1);
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("a/b")]
    [InlineData("-1/3")]
    public void Parse_OfNoShare_IsRefused(string text) => Assert.Contains(text, Assert.Throws<UsageException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);
}
