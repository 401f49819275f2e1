using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Calls libtorch's operators by the names and in the order of native_functions.yaml, as "add.Tensor" or "relu".</summary>
internal static unsafe class Aten
{
    private const int MostResults = 1024;
    private static readonly ConcurrentDictionary<string, nint> operators = new();
    private static readonly ConcurrentDictionary<string, nint> texts = new();

    public static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        nint result;
        Run(name, arguments, &result, 1);
        return new Tensor(result);
    }

    public static Tensor[] CallAll(string name, params ReadOnlySpan<Argument> arguments)
    {
        nint* results = stackalloc nint[MostResults];
        var tensors = new Tensor[Run(name, arguments, results, MostResults)];
        for (int i = 0; i < tensors.Length; i++)
            tensors[i] = new Tensor(results[i]);
        return tensors;
    }

    /// <summary>An operator that writes into its first argument, which is what it returns.</summary>
    public static Tensor CallInPlace(string name, Tensor self, params ReadOnlySpan<Argument> others)
    {
        nint result;
        Run(name, [self, .. others], &result, 1);
        Shim.ts_free(result);
        return self;
    }

    private static int Run(string name, ReadOnlySpan<Argument> arguments, nint* results, int capacity)
    {
        Value* values = stackalloc Value[arguments.Length];
        int listed = 0;
        foreach (ref readonly Argument argument in arguments)
            listed += (argument.Reference as Array)?.Length ?? 0;
        Span<long> lists = listed <= 128 ? stackalloc long[listed] : new long[listed];
        fixed (long* first = lists)
        {
            long* list = first;
            for (int i = 0; i < arguments.Length; i++)
                list += Write(arguments[i], ref values[i], list);
            int count = Shim.ts_call(operators.GetOrAdd(name, Find), values, arguments.Length, results, capacity);
            // Until here the handles were in use, whatever the collector knows of the tensors.
            foreach (ref readonly Argument argument in arguments)
                GC.KeepAlive(argument.Reference);
            Shim.Check(count < 0);
            return count;
        }
    }

    private static int Write(in Argument argument, ref Value value, long* list)
    {
        value.Kind = argument.Kind;
        switch (argument.Kind)
        {
            case ValueKind.Int or ValueKind.Bool:
                value.Integer = argument.Integer;
                return 0;
            case ValueKind.Double:
                value.Real = argument.Real;
                return 0;
            case ValueKind.Tensor:
                value.Pointer = ((Tensor)argument.Reference!).Handle;
                return 0;
            case ValueKind.Text or ValueKind.Device:
                value.Pointer = texts.GetOrAdd((string)argument.Reference!, Marshal.StringToCoTaskMemUTF8);
                return 0;
            case ValueKind.Ints or ValueKind.Tensors:
                var items = (Array)argument.Reference!;
                value.Count = items.Length;
                value.Pointer = (nint)list;
                for (int i = 0; i < items.Length; i++)
                    list[i] = items is Tensor[] tensors ? tensors[i].Handle : ((long[])items)[i];
                return items.Length;
            default:
                return 0;
        }
    }

    private static nint Find(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        nint found = Shim.ts_operator("aten::" + (dot < 0 ? name : name[..dot]), dot < 0 ? "" : name[(dot + 1)..]);
        Shim.Check(found == 0);
        return found;
    }
}
