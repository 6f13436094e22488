using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PersistentChat.Sip.Tests.Fuzz;

/// <summary>Keeps what is logged as an error: what a peer sends is none.</summary>
internal sealed class RefusalLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Errors { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error) { Errors.Enqueue($"{formatter(state, exception)} {exception}"); }
    }

    public void Dispose()
    {
        // Nothing is held but what it has to say.
    }
}
