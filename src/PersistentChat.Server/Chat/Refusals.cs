using System.Globalization;
using PersistentChat.Rooms;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Chat;

/// <summary>
/// How a refusal is said in SIP and in XCCOS; the one place. <c>Ms-diagnostics</c> ids are [MS-OCER]'s for group chat.
/// </summary>
internal static class Refusals
{
    public const int Busy = 20000;
    public const int ServiceError = 20007;
    public const int NoMoreEndpoints = 20009;
    public const int NotProvisioned = 20010;
    public const int InboundQueueFull = 20011;

    /// <summary>
    /// The SIP answer to a post that was not stored. 403 and 413 last, so that the client tells its user; 503 only for what
    /// passes by itself, with a time to try again.
    /// </summary>
    public static void Respond(ServerTransaction transaction, Refusal refusal)
    {
        switch (refusal.Kind)
        {
            case RefusalKind.Busy or RefusalKind.ServerStopping:
                Respond(transaction, 503, InboundQueueFull, refusal.Text, ("Retry-After", "5"));
                break;
            case RefusalKind.ArchiveUnavailable:
                Respond(transaction, 503, ServiceError, refusal.Text, ("Retry-After", "30"));
                break;
            case RefusalKind.MessageTooLong:
                Respond(transaction, 413, ServiceError, refusal.Text);
                break;
            case RefusalKind.InvalidArgument:
                Respond(transaction, 400, ServiceError, refusal.Text);
                break;
            case RefusalKind.ServerError:
                Respond(transaction, 500, ServiceError, refusal.Text);
                break;
            default:
                Respond(transaction, 403, ServiceError, refusal.Text);
                break;
        }
    }

    public static void Respond(
        ServerTransaction transaction, int status, int diagnostics, string reason,
        params (string Name, string Value)[] headers) =>
        transaction.Respond(status, null, [("Ms-diagnostics", Diagnostics(transaction, diagnostics, reason)), .. headers]);

    /// <summary>
    /// The XCCOS answer to a command that was refused. Its text is for the person: pidgin-sipe shows it; other clients go by
    /// the code (xccos.md section 10).
    /// </summary>
    public static ServerPrimitive Reply(ChatSession session, ClientPrimitive command, CommandReference reference, Refusal refusal)
    {
        session.Refused(refusal);
        return new EmptyReply(WireNames.ReplyIds.Of(command.Id), reference, CodeOf(refusal) with { Name = refusal.Text });
    }

    private static ResponseCode CodeOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NoSuchRoom => ResponseCodes.NoSuchRoom,
        RefusalKind.NoSuchPerson => ResponseCodes.NoSuchPerson,
        RefusalKind.NotInScope => ResponseCodes.NotInScope,
        RefusalKind.PresenterNotMember => ResponseCodes.PresenterNotMember,
        RefusalKind.Collision => ResponseCodes.DataCollision,
        RefusalKind.RoomDisabled => ResponseCodes.RoomDisabled,
        RefusalKind.NotJoined => ResponseCodes.NotJoined,
        RefusalKind.MessageTooLong or RefusalKind.LimitReached => ResponseCodes.LimitExceeded,
        RefusalKind.InvalidArgument => ResponseCodes.InvalidArgument,
        RefusalKind.Busy or RefusalKind.ServerStopping or RefusalKind.ArchiveUnavailable => ResponseCodes.Busy,
        RefusalKind.ServerError => ResponseCodes.ServerError,
        _ => ResponseCodes.NotPermitted,
    };

    private static string Diagnostics(ServerTransaction transaction, int id, string reason)
    {
        var pool = transaction.Request.To.Uri.Host;
        var text = reason.Replace('"', '\'');
        return string.Create(
            CultureInfo.InvariantCulture, $"{id};source=\"{pool}\";reason=\"{text}\";component=\"GroupChat\"");
    }
}
