using System.Text.RegularExpressions;
using PersistentChat.Cli.Terminal;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Cli.Chat;

/// <summary>What a SIP answer that says no means to people.</summary>
internal static partial class SipRefusals
{
    /// <exception cref="RefusedException">It says no.</exception>
    public static void Require(SipResponse answer, string what)
    {
        if (answer.Status is >= 200 and < 300)
        {
            return;
        }

        var reason = Reason().Match(answer.Headers["Ms-diagnostics"] ?? answer.Headers["Ms-Diagnostics-Public"] ?? "") is { Success: true } told
            ? told.Groups["text"].Value
            : $"{answer.Status} {answer.Reason}";
        throw new RefusedException($"{what}: {reason}", AdviceOn(answer));
    }

    private static string? AdviceOn(SipResponse answer)
    {
        if (answer.Status is not 401)
        {
            return answer.Headers["Retry-After"] is { } wait ? $"Try again in {wait} s." : null;
        }

        string[] schemes = [.. answer.Headers.All("WWW-Authenticate").Select(offer => offer.Split(' ')[0]).Distinct()];
        return schemes.Intersect(["Digest", "NTLM"], StringComparer.OrdinalIgnoreCase).Any()
            ? "The person or the password is wrong, or there was none: --password-file or PCHAT_PASSWORD."
            : $"The server offers {string.Join(", ", schemes)} only, and pchat signs in by Digest or NTLM: add one of them to Server:Authentication.";
    }

    [GeneratedRegex("""reason="(?<text>[^"]*)"?""")]
    private static partial Regex Reason();
}
