using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MessagePack;
using static Exafs.Tests.StandIns.Packed;

namespace Exafs.Tests.StandIns;

/// <summary>What holds for any value and for any bytes.</summary>
public sealed class MessagePackPropertyTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        Check<long>(value => Same(value, (ref writer) => writer.Write(value), (ref reader) => reader.ReadInt64()));
        Check<ulong>(value => Same(value, (ref writer) => writer.Write(value), (ref reader) => reader.ReadUInt64()));
        Check<int>(value => Same(value, (ref writer) => writer.Write(value), (ref reader) => reader.ReadInt32()));
        Check<double>(value => Same(
            BitConverter.DoubleToInt64Bits(value),
            (ref writer) => writer.Write(value),
            (ref reader) => BitConverter.DoubleToInt64Bits(reader.ReadDouble())));
        Check<float>(value => Same(
            BitConverter.SingleToInt32Bits(value),
            (ref writer) => writer.Write(value),
            (ref reader) => BitConverter.SingleToInt32Bits(reader.ReadSingle())));
        Check<string?>(value => Same(
            value == null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)),
            (ref writer) => writer.Write(value),
            (ref reader) => reader.ReadString()));
        Check<DateTime>(value => Same(
            DateTime.SpecifyKind(value, DateTimeKind.Utc),
            (ref writer) => writer.Write(DateTime.SpecifyKind(value, DateTimeKind.Utc)),
            (ref reader) => reader.ReadDateTime()));
        Check<byte[]>(value => Same(
            value == null ? null : Convert.ToHexString(value),
            (ref writer) => writer.Write(value),
            (ref reader) => reader.ReadBytes() is { } bytes ? Convert.ToHexString(bytes.ToArray()) : null));
    }

    [Fact]
    public void Skip_AnyBytes_EndsInOneOfItsExceptions() => Check<byte[]>(bytes => Outcome(bytes, new MessagePackReader(bytes ?? []))
        == Outcome(bytes, new MessagePackReader(Pieces(bytes ?? []))));

    [Fact]
    public void Write_IntoASmallBuffer_IsTheSame() => Check<(string, byte[], double[])>(value =>
    {
        Writing write = (ref writer) =>
        {
            writer.WriteArrayHeader(3);
            writer.Write(value.Item1);
            writer.Write(value.Item2);
            writer.WriteArrayHeader(value.Item3?.Length ?? 0);
            foreach (double number in value.Item3 ?? [])
                writer.Write(number);
        };
        var output = new ExactBuffer();
        var small = new MessagePackWriter(output);
        write(ref small);
        small.Flush();
        return Write(write).AsSpan().SequenceEqual(output.Written.ToArray());
    });

    private static string Outcome(byte[]? bytes, MessagePackReader reader)
    {
        try
        {
            reader.Skip();
            return $"{reader.Consumed} of {bytes?.Length}";
        }
        catch (Exception exception) when (exception is EndOfStreamException or MessagePackSerializationException or OverflowException)
        {
            return exception.GetType().Name;
        }
    }

    private static bool Same<T>(T value, Writing write, Reading<T> read)
    {
        byte[] bytes = Write(write);
        return EqualityComparer<T>.Default.Equals(value, Read(bytes, read))
            && EqualityComparer<T>.Default.Equals(value, ReadInPieces(bytes, read));
    }

    private static void Check<T>(Func<T, bool> holds) => Prop.ForAll(ArbMap.Default.ArbFor<T>(), holds).QuickCheckThrowOnFailure();

    /// <summary>Gives no more room than it is asked for.</summary>
    private sealed class ExactBuffer : IBufferWriter<byte>
    {
        private byte[] handed = [];

        public List<byte> Written { get; } = [];

        public void Advance(int count) => Written.AddRange(handed[..count]);

        public Memory<byte> GetMemory(int sizeHint = 0) => handed = new byte[Math.Max(1, sizeHint)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
