using System.Reflection;
using System.Runtime.InteropServices;

namespace NetMQ;

/// <summary>libzmq's C interface (api.zeromq.org, 4.3).</summary>
internal static unsafe partial class Native
{
    private const string Library = "zmq";

    public const int DontWait = 1;
    public const int SendMore = 2;
    public const int EIntr = 4;
    public const int EAgain = 11;

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

    [LibraryImport(Library)] public static partial nint zmq_ctx_new();
    [LibraryImport(Library, SetLastError = true)] public static partial int zmq_ctx_shutdown(nint context);
    [LibraryImport(Library, SetLastError = true)] public static partial int zmq_ctx_term(nint context);
    [LibraryImport(Library, SetLastError = true)] public static partial nint zmq_socket(nint context, int type);
    [LibraryImport(Library, SetLastError = true)] public static partial int zmq_close(nint socket);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int zmq_bind(nint socket, string address);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int zmq_connect(nint socket, string address);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int zmq_unbind(nint socket, string address);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int zmq_disconnect(nint socket, string address);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int zmq_socket_monitor(nint socket, string? address, int events);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_setsockopt(nint socket, int option, void* value, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_getsockopt(nint socket, int option, void* value, nuint* size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_send(nint socket, byte* data, nuint size, int flags);

    [LibraryImport(Library)] public static partial int zmq_msg_init(Frame* frame);
    [LibraryImport(Library, SetLastError = true)] public static partial int zmq_msg_recv(Frame* frame, nint socket, int flags);
    [LibraryImport(Library)] public static partial byte* zmq_msg_data(Frame* frame);
    [LibraryImport(Library)] public static partial nuint zmq_msg_size(Frame* frame);
    [LibraryImport(Library)] public static partial int zmq_msg_more(Frame* frame);
    [LibraryImport(Library)] public static partial int zmq_msg_close(Frame* frame);
    [LibraryImport(Library)] private static partial byte* zmq_strerror(int error);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_curve_keypair(byte* publicKey, byte* secretKey);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int zmq_curve_public(byte* publicKey, byte* secretKey);

    /// <summary>Throws what NetMQ throws for the last call's error, where <paramref name="result"/> says that it failed.</summary>
    public static void Check(int result)
    {
        if (result == -1)
            throw LastError();
    }

    public static Exception LastError()
    {
        int error = Marshal.GetLastPInvokeError();
        string message = Marshal.PtrToStringUTF8((nint)zmq_strerror(error)) ?? $"error {error}";
        return error == 88 /* ENOTSOCK */ ? new ObjectDisposedException(null, message) : NetMQException.Create(message, ToErrorCode(error));
    }

    private const int HausNumero = 156384712;

    public static ErrorCode ToErrorCode(int error) => error switch
    {
        2 => ErrorCode.EndpointNotFound,
        EAgain => ErrorCode.TryAgain,
        13 => ErrorCode.AccessDenied,
        14 => ErrorCode.Fault,
        19 or 99 => ErrorCode.AddressNotAvailable,
        22 => ErrorCode.Invalid,
        24 => ErrorCode.TooManyOpenSockets,
        93 => ErrorCode.ProtocolNotSupported,
        98 => ErrorCode.AddressAlreadyInUse,
        111 => ErrorCode.ConnectionRefused,
        113 => ErrorCode.HostUnreachable,
        HausNumero + 51 => ErrorCode.FiniteStateMachine,
        HausNumero + 53 => ErrorCode.ContextTerminated,
        HausNumero + 54 => ErrorCode.EmptyThread,
        _ => (ErrorCode)error,
    };

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        foreach (string candidate in (string[])["libzmq.so.5", "libzmq.so", "libzmq.5.dylib", "libzmq"])
            if (NativeLibrary.TryLoad(candidate, assembly, path, out nint handle))
                return handle;
        throw new DllNotFoundException("libzmq5 is missing: apt-get install libzmq5");
    }

    /// <summary>zmq_msg_t: 64 opaque bytes, aligned as a pointer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Frame
    {
        private fixed ulong opaque[8];
    }
}
