namespace PersistentChat.Cli.Terminal;

/// <summary>How a command ended, for scripts; <c>pchat --help</c> says it too.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The server, or what was found, says no.</summary>
    public const int Refused = 1;

    /// <summary>It was asked for wrongly, and nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>The server was not reached, or could not answer now: to try again may help.</summary>
    public const int Unreachable = 3;

    /// <summary>Stopped by Ctrl+C, like other programs.</summary>
    public const int Interrupted = 130;

    public const string Meaning = """
        Exit codes:
          0  done
          1  refused, or something was found that is not as it should be
          2  asked for wrongly; nothing was done
          3  the server was not reached or could not answer now
        """;
}
