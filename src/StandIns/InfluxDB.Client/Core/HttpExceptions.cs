namespace InfluxDB.Client.Core.Exceptions;

/// <summary>400: a line that cannot be read, or a field of another type than before.</summary>
public class BadRequestException(string? message, Exception? exception = null) : HttpException(message, 400, exception);

/// <summary>401: no token, or a wrong one.</summary>
public class UnauthorizedException(string? message, Exception? exception = null) : HttpException(message, 401, exception);

/// <summary>402: the account's plan does not allow it.</summary>
public class PaymentRequiredException(string? message, Exception? exception = null) : HttpException(message, 402, exception);

/// <summary>403: the token may not write there.</summary>
public class ForbiddenException(string? message, Exception? exception = null) : HttpException(message, 403, exception);

/// <summary>404: no such bucket or organisation.</summary>
public class NotFoundException(string? message, Exception? exception = null) : HttpException(message, 404, exception);

/// <summary>405: not something that this server does.</summary>
public class MethodNotAllowedException(string? message, Exception? exception = null) : HttpException(message, 405, exception);

/// <summary>406: not something that this server can answer.</summary>
public class NotAcceptableException(string? message, Exception? exception = null) : HttpException(message, 406, exception);

/// <summary>407: the proxy wants to know who asks.</summary>
public class ProxyAuthenticationRequiredException(string? message, Exception? exception = null) : HttpException(message, 407, exception);

/// <summary>408: the request took too long to arrive.</summary>
public class RequestTimeoutException(string? message, Exception? exception = null) : HttpException(message, 408, exception);

/// <summary>413: more than the server takes at once.</summary>
public class RequestEntityTooLargeException(string? message, Exception? exception = null) : HttpException(message, 413, exception);

/// <summary>422: points outside of what the bucket keeps.</summary>
public class UnprocessableEntityException(string? message, Exception? exception = null) : HttpException(message, 422, exception);

/// <summary>429: too much; wait.</summary>
public class TooManyRequestsException(string? message, Exception? exception = null) : HttpException(message, 429, exception);

/// <summary>500: the server failed.</summary>
public class InternalServerErrorException(string? message, Exception? exception = null) : HttpException(message, 500, exception);

/// <summary>501: not something that this server can do.</summary>
public class HttpNotImplementedException(string? message, Exception? exception = null) : HttpException(message, 501, exception);

/// <summary>502: the proxy has no server behind it.</summary>
public class BadGatewayException(string? message, Exception? exception = null) : HttpException(message, 502, exception);

/// <summary>503: the server cannot now; wait.</summary>
public class ServiceUnavailableException(string? message, Exception? exception = null) : HttpException(message, 503, exception);
