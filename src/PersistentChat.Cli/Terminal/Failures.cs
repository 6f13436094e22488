using System.Net.Sockets;
using System.Security.Authentication;
using PersistentChat.Management.Client;
using PersistentChat.Sip.Client;

namespace PersistentChat.Cli.Terminal;

/// <summary>What people are told when something fails, and what to do about it; the one place.</summary>
internal static class Failures
{
    private static readonly Dictionary<string, string> Advice = new()
    {
        ["no-token"] = "Make a token on the server's machine (pchat token create --help) and keep it: pchat profile set --help",
        ["not-secure"] = "Use https://, or run pchat on the server's machine.",
        ["not-allowed"] = "Use a token of another role; 'pchat whoami' says which one this is.",
        ["not-administrator"] = "Use a token of the role Administrator.",
        ["may-not-manage"] = "Ask a manager of the room or an administrator; 'pchat why PERSON ROOM Manage' says the rule.",
        ["may-not-create"] = "Ask to be made a creator of the category: pchat category creators add --help",
        ["no-such-room"] = "Look for it: pchat room list TEXT",
        ["no-such-category"] = "Look for it: pchat category list",
        ["no-such-principal"] = "Look for it: pchat user list TEXT, pchat group list. Principals are sip:user@domain, group:Name, domain:example.com or everybody.",
        ["no-such-add-in"] = "Look for it: pchat addin list",
        ["no-such-archive"] = "Look for it: pchat archive list",
        ["no-such-trace"] = "Look for it: pchat trace list",
        ["no-such-token"] = "Look for it: pchat token list",
        ["not-allowed-by-category"] = "The room's category does not allow it: pchat category show, pchat category allowed add --help",
        ["presenter-not-member"] = "Only members can be presenters: pchat room members add --help",
        ["in-use"] = "Something still uses it: rooms are in a category or have chosen an add-in, groups stand in lists. Change that first.",
        ["from-directory"] = "It is changed in the directory it comes from, not here.",
        ["duplicate-name"] = "Take another name.",
        ["changed-meanwhile"] = "Somebody else changed it in between; look at it and run the command again.",
        ["no-such-resource"] = "The server may be of an older version than this pchat.",
        ["archive-unavailable"] = "Nothing is taken while nothing can be archived; ask whoever operates the server.",
        ["server-error"] = "The server's log says more.",
    };

    /// <summary>Null: a mistake of ours, which is better seen as it is.</summary>
    public static (int Code, IReadOnlyList<string> Lines)? Explain(Exception failure, CancellationToken stopping) => failure switch
    {
        ProblemException problem => (IsForLater(problem) ? ExitCode.Unreachable : ExitCode.Refused, LinesOf(problem)),
        RefusedException refused => (ExitCode.Refused, Lines($"refused: {refused.Message}", refused.Advice)),
        SipRefusedException refused => (ExitCode.Refused, Lines($"refused: {refused.Message}")),
        UsageException usage => (ExitCode.Usage, Lines(usage.Message)),
        OperationCanceledException when stopping.IsCancellationRequested => (ExitCode.Interrupted, []),
        OperationCanceledException => (ExitCode.Unreachable, Lines("not reached: the server did not answer in time")),
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.AccessDenied } } => (
            ExitCode.Unreachable,
            Lines("not reached: the socket is the server's account's only", "Run pchat as that account (sudo -u pchat pchat …), or use a token.")),
        AuthenticationException or { InnerException: AuthenticationException } => (
            ExitCode.Unreachable,
            Lines(
                $"not reached: {Innermost(failure).Message}",
                "The certificate must be for the name that was said, from an authority that is trusted: --ca FILE for chat, SSL_CERT_FILE=FILE otherwise.")),
        HttpRequestException or SocketException or IOException or UnauthorizedAccessException => (
            ExitCode.Unreachable, Lines($"not reached: {Innermost(failure).Message}", "Is the server running, and is it this one? --server says which.")),
        _ => null,
    };

    private static bool IsForLater(ProblemException problem) => problem.Status is 429 or >= 500;

    private static List<string> LinesOf(ProblemException problem)
    {
        var lines = Lines($"refused: {problem.Message}{(problem.Type.Length > 0 ? $" ({problem.Type})" : "")}");
        lines.AddRange(problem.Errors.SelectMany(field => field.Value.Select(error => $"  {field.Key}: {error}")));
        if (problem.RetryAfter is { } wait)
        {
            lines.Add($"Try again in {wait.TotalSeconds:0} s.");
        }

        if (Advice.TryGetValue(problem.Type, out var advice))
        {
            lines.Add(advice);
        }

        return lines;
    }

    private static List<string> Lines(string what, string? advice = null) => advice is null ? [what] : [what, advice];

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;
}
