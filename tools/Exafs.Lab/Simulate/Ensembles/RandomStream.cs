using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Exafs.Lab.Simulate.Ensembles;

/// <summary>Random numbers that belong to a name: the same on every machine, whatever was drawn elsewhere before.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), begun at the first 8 bytes, little-endian, of the SHA-256 of the words, UTF-8, each ended by a line feed.</remarks>
public sealed class RandomStream
{
    private ulong _state;

    private RandomStream(ulong state) => _state = state;

    public static RandomStream Of(params string[] words) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(words.Select(word => word + "\n"))))));

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 up to, but not, 1.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1ul << 53));

    public double Between(double least, double most) => least + ((most - least) * Uniform());

    /// <summary>From 0 up to, but not, <paramref name="count"/>.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>Mean 0, standard deviation 1: by Box and Muller, the second of a pair thrown away, so that every number costs the same draws.</summary>
    public double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary><paramref name="count"/> different numbers below <paramref name="total"/>, ascending; all, where there are fewer.</summary>
    public int[] Choose(int count, int total)
    {
        int[] all = [.. Enumerable.Range(0, total)];
        count = Math.Min(count, total);
        for (var i = 0; i < count; i++)
        {
            var other = i + Below(total - i);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return [.. all[..count].Order()];
    }
}
