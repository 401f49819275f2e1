using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The functions of shim.cpp.</summary>
internal static unsafe partial class Shim
{
    private const string Library = "torch-shim";

    static Shim() => NativeLibrary.SetDllImportResolver(typeof(Shim).Assembly, Resolve);

    private static readonly Lazy<nint> loaded = new(Libtorch.Load);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Library ? loaded.Value : 0;

    [LibraryImport(Library)] private static partial byte* ts_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ts_operator(string name, string overload);

    [LibraryImport(Library)] public static partial int ts_call(nint op, Value* values, int count, nint* results, int capacity);

    [LibraryImport(Library)] public static partial void ts_free(nint tensor);
    [LibraryImport(Library)] public static partial long ts_dim(nint tensor);
    [LibraryImport(Library)] public static partial void ts_sizes(nint tensor, long* sizes, long* strides);
    [LibraryImport(Library)] public static partial int ts_dtype(nint tensor);
    [LibraryImport(Library)] public static partial void* ts_data(nint tensor);
    [LibraryImport(Library)] public static partial int ts_device(nint tensor, int* index);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ts_is_contiguous(nint tensor);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ts_is_leaf(nint tensor);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ts_requires_grad(nint tensor);

    [LibraryImport(Library)] public static partial int ts_set_requires_grad(nint tensor, [MarshalAs(UnmanagedType.U1)] bool on);
    [LibraryImport(Library)] public static partial nint ts_grad(nint tensor);
    [LibraryImport(Library)] public static partial int ts_set_grad(nint tensor, nint grad);

    [LibraryImport(Library)]
    public static partial int ts_backward(nint* tensors, int count, nint* grads, int gradCount,
        [MarshalAs(UnmanagedType.U1)] bool retainGraph, [MarshalAs(UnmanagedType.U1)] bool createGraph);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ts_grad_enabled();

    [LibraryImport(Library)] public static partial void ts_set_grad_enabled([MarshalAs(UnmanagedType.U1)] bool on);
    [LibraryImport(Library)] public static partial int ts_manual_seed(long seed);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ts_cuda_is_available();

    [LibraryImport(Library)] public static partial int ts_cuda_device_count();
    [LibraryImport(Library)] public static partial int ts_cuda_synchronize(long device);
    [LibraryImport(Library)] public static partial int ts_get_num_threads();
    [LibraryImport(Library)] public static partial void ts_set_num_threads(int count);

    /// <summary>Throws what TorchSharp throws for whatever libtorch throws, where the result says that it did.</summary>
    public static void Check(bool failed)
    {
        if (failed)
            throw new ExternalException(Marshal.PtrToStringUTF8((nint)ts_error()));
    }
}
