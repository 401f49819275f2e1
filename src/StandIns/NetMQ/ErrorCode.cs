namespace NetMQ;

/// <summary>What went wrong; the numbers are NetMQ's, not the operating system's.</summary>
public enum ErrorCode
{
    EndpointNotFound = 2,
    AccessDenied = 13,
    Fault = 14,
    Invalid = 22,
    TryAgain = 35,
    ProtocolNotSupported = 43,
    AddressAlreadyInUse = 48,
    AddressNotAvailable = 49,
    ConnectionRefused = 61,
    HostUnreachable = 65,
    BaseErrorNumber = 156384712,
    FiniteStateMachine = BaseErrorNumber + 51,
    ContextTerminated = BaseErrorNumber + 53,
    EmptyThread = BaseErrorNumber + 54,
    TooManyOpenSockets = BaseErrorNumber + 107,
}
