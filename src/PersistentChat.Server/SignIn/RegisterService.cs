using PersistentChat.Rooms.Journal;
using PersistentChat.Server.Presence;
using PersistentChat.Sip.Registration;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.SignIn;

/// <summary>REGISTER: sign-in, refresh and sign-out (RFC 3261 section 10; wire/001, 002, 090, 371).</summary>
/// <remarks>
/// COMPAT(pidgin-sipe): it hangs for ever on any refusal but 401, 403, 404, 503 and 504 (TRANSCRIPT.md section 5).
/// </remarks>
internal sealed class RegisterService(
    Registrar registrar, Journal journal, PublishingConnections publishing, IEnumerable<IEventPackage> packages)
{
    private readonly string _events = string.Join(',', packages.Select(package => package.Event));

    public void OnRegister(ServerTransaction transaction)
    {
        var person = journal.Committed.Person(transaction.Identity);
        if (person is null)
        {
            transaction.Respond(404);
            return;
        }

        if (!person.Enabled)
        {
            transaction.Respond(403);
            return;
        }

        // Under load who is not signed in yet waits; whoever is goes on (INVITE is never refused for this).
        if (journal.IsBusy && registrar.Of(person.Uri).Count == 0)
        {
            transaction.Respond(503, null, ("Retry-After", "30"));
            return;
        }

        // COMPAT(pidgin-sipe): each Supported value on a line of its own, Allow-Events without blanks, keep-alive by UAC.
        var result = registrar.Register(transaction);
        if (result.Kind == RegisterKind.Unregistered)
        {
            publishing.SignedOut(transaction.Connection.Id, person.Id);
        }

        transaction.Respond(result.Status, result.Reason, result.IsRefused
            ? [.. result.Headers]
            :
            [
                .. result.Headers,
                ("Supported", "msrtc-event-categories"),
                ("Supported", "adhoclist"),
                ("Allow-Events", _events),
                ("ms-keep-alive", "UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300"),
            ]);
    }
}
