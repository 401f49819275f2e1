namespace Exafs.Inference.Networks.Managed;

/// <summary>A vector type of the processor and what the kernels need of it.</summary>
/// <typeparam name="TVector">Several float32 in one register.</typeparam>
internal interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the registers hold the sums of eight rows at once.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TVector Load(ref float at, nuint offset);

    static abstract void Store(TVector value, ref float at, nuint offset);

    static abstract TVector Broadcast(float value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    static abstract TVector Abs(TVector value);

    static abstract TVector Exp(TVector value);

    static abstract float Sum(TVector value);
}
