namespace Exafs.Physics.Libraries;

/// <summary>What the numbers of a stored tensor are, by the names of the safetensors format; all little-endian.</summary>
public enum TensorType
{
    F16,
    F32,
    F64,
    I32,
    I64,
    U8,
}
