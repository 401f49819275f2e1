namespace NetMQ;

/// <summary>The base of what sockets throw.</summary>
public class NetMQException : Exception
{
    public NetMQException() { }
    public NetMQException(string message) : base(message) { }
    public NetMQException(string message, Exception innerException) : base(message, innerException) { }

    protected NetMQException(Exception? innerException, string? message, ErrorCode errorCode) : base(message, innerException) =>
        ErrorCode = errorCode;

    public ErrorCode ErrorCode { get; }

    /// <summary>The exception that stands for <paramref name="errorCode"/>.</summary>
    public static NetMQException Create(string? message, ErrorCode errorCode) => errorCode switch
    {
        ErrorCode.ContextTerminated => new TerminatingException(message),
        ErrorCode.Invalid => new InvalidException(message),
        ErrorCode.EndpointNotFound => new EndpointNotFoundException(message),
        ErrorCode.AddressAlreadyInUse => new AddressAlreadyInUseException(message),
        ErrorCode.ProtocolNotSupported => new ProtocolNotSupportedException(message),
        ErrorCode.HostUnreachable => new HostUnreachableException(message),
        ErrorCode.FiniteStateMachine => new FiniteStateMachineException(message),
        ErrorCode.Fault => new FaultException(message),
        _ => new NetMQException(null, message, errorCode),
    };
}

/// <summary>The address that a socket should bind to is taken.</summary>
public class AddressAlreadyInUseException : NetMQException
{
    public AddressAlreadyInUseException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.AddressAlreadyInUse) { }

    public AddressAlreadyInUseException(string? message) : this(null, message) { }
}

/// <summary>The endpoint was never bound or connected.</summary>
public class EndpointNotFoundException : NetMQException
{
    public EndpointNotFoundException(Exception? innerException, string? message)
        : base(innerException, message, ErrorCode.EndpointNotFound) { }

    public EndpointNotFoundException(string? message) : this(null, message) { }
    public EndpointNotFoundException() : this(null, null) { }
}

/// <summary>The context has been terminated (<see cref="NetMQConfig.Cleanup"/>).</summary>
public class TerminatingException : NetMQException
{
    public TerminatingException(string? message) : base(null, message, ErrorCode.ContextTerminated) { }
}

/// <summary>An argument that no socket accepts.</summary>
public class InvalidException : NetMQException
{
    public InvalidException(Exception? innerException, string? message) : base(innerException, message, ErrorCode.Invalid) { }
    public InvalidException(string? message) : this(null, message) { }
    public InvalidException() : this(null, null) { }
}

/// <summary>A <see cref="Msg"/> was used before it was initialised.</summary>
public class FaultException : NetMQException
{
    internal FaultException(string? message) : base(null, message, ErrorCode.Fault) { }
    public FaultException() : this(null) { }
}

/// <summary>The address names a transport that the library does not have.</summary>
public class ProtocolNotSupportedException : NetMQException
{
    internal ProtocolNotSupportedException(string? message) : base(null, message, ErrorCode.ProtocolNotSupported) { }
    public ProtocolNotSupportedException() : this(null) { }
}

/// <summary>No way leads to the host.</summary>
public class HostUnreachableException : NetMQException
{
    internal HostUnreachableException(string? message) : base(null, message, ErrorCode.HostUnreachable) { }
    public HostUnreachableException() : this(null) { }
}

/// <summary>The call does not fit the state that the socket is in.</summary>
public class FiniteStateMachineException : NetMQException
{
    internal FiniteStateMachineException(string? message) : base(null, message, ErrorCode.FiniteStateMachine) { }
    public FiniteStateMachineException() : this(null) { }
}
