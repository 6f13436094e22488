using System.Xml.Linq;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Presence;

/// <summary>SERVICE: a person changes what it has on every endpoint; which of it says the body's type.</summary>
internal sealed class ServiceDesk(IEnumerable<IServiceHandler> handlers, Journal journal, ILogger<ServiceDesk> logger)
{
    private readonly Dictionary<string, IServiceHandler> _handlers =
        handlers.ToDictionary(handler => handler.ContentType, StringComparer.OrdinalIgnoreCase);

    public void OnService(ServerTransaction transaction)
    {
        if (journal.Committed.Person(transaction.Identity) is not { Enabled: true } person)
        {
            transaction.Respond(403);
            return;
        }

        var type = transaction.Request.Headers["Content-Type"]?.Split(';')[0].Trim() ?? "";
        if (!_handlers.TryGetValue(type, out var handler))
        {
            transaction.Respond(415, null, ("Accept", string.Join(", ", _handlers.Keys)));
            return;
        }

        if (PresenceXml.Read(transaction.Request.Body) is not { } root)
        {
            transaction.Respond(400, "Bad XML");
            return;
        }

        _ = RunAsync(handler, transaction, person, root);
    }

    /// <summary>How a refusal of the journal is said in SIP.</summary>
    public static int StatusOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.InvalidArgument => 400,
        RefusalKind.Busy or RefusalKind.ServerStopping => 503,
        RefusalKind.ServerError => 500,
        _ => 403,
    };

    public static void Refuse(ServerTransaction transaction, Refusal refusal)
    {
        var status = StatusOf(refusal);
        transaction.Respond(status, refusal.Text, status is 503 ? [("Retry-After", "30")] : []);
    }

    private async Task RunAsync(IServiceHandler handler, ServerTransaction transaction, Person person, XElement root)
    {
        try
        {
            await handler.AnswerAsync(transaction, person, root);
        }
        catch (Exception bug)
        {
            logger.ServiceFailed(bug, handler.ContentType, person.Uri, transaction.Connection.Id);
            if (!transaction.IsAnswered)
            {
                transaction.Respond(500);
            }
        }
    }
}
