using System.Globalization;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Presence;

/// <summary>
/// SUBSCRIBE, first, refreshing or ending (RFC 6665 section 4.2). The state comes with the 200
/// (<c>ms-piggyback-first-notify</c>), changes by BENOTIFY.
/// </summary>
internal sealed class Subscriptions(
    IEnumerable<IEventPackage> packages, SubscriptionTable table, Journal journal, TimeProvider clock, IOptions<PresenceOptions> options)
{
    private readonly Dictionary<string, IEventPackage> _packages =
        packages.ToDictionary(package => package.Event, StringComparer.OrdinalIgnoreCase);

    public void OnSubscribe(ServerTransaction transaction)
    {
        var name = transaction.Request.Headers["Event"]?.Split(';')[0].Trim() ?? "";
        if (!_packages.TryGetValue(name, out var package))
        {
            transaction.Respond(489, null, ("Allow-Events", string.Join(',', _packages.Keys)));
            return;
        }

        if (journal.Committed.Person(transaction.Identity) is not { Enabled: true } person)
        {
            transaction.Respond(403);
            return;
        }

        if (transaction.Request.To.Tag is not null)
        {
            OnSubscribeAgain(transaction, package, person);
            return;
        }

        var subscribed = package.Open(new Subscription(person, transaction.Request.Body, transaction.Connection.Id));
        var expires = package.IsToldOnce ? TimeSpan.Zero : ExpiresOf(transaction);
        if (expires == TimeSpan.Zero)
        {
            // It ends with its first answer: a question.
            Respond(transaction, package, TimeSpan.Zero, subscribed.State());
            return;
        }

        var kept = new KeptSubscription(new SubscriptionDialog(transaction), package, person, subscribed);
        kept.Answer(subscribed, clock.GetUtcNow() + expires, it =>
        {
            // In the table first, so that no change after the state is missed; it waits for the lock that is held here.
            if (table.TryAdd(kept, options.Value.MaxSubscriptionsPerConnection))
            {
                Respond(transaction, package, expires, it.State());
                return;
            }

            transaction.Respond(503, "Too Many Subscriptions", ("Retry-After", "60"));
        });
        ForgetIfGone(transaction);
    }

    private void OnSubscribeAgain(ServerTransaction transaction, IEventPackage package, Person person)
    {
        var kept = table.Find(transaction.Request, transaction.Connection);
        if (kept is null || kept.Package != package || kept.Person.Id != person.Id)
        {
            transaction.Respond(481);
            return;
        }

        if (!kept.Dialog.TryTouch(transaction.Request))
        {
            transaction.Respond(500, "CSeq Out Of Order");
            return;
        }

        var expires = ExpiresOf(transaction);
        if (expires == TimeSpan.Zero)
        {
            table.Remove(kept);
            Respond(transaction, package, expires, null);
            return;
        }

        var current = kept.Subscribed;
        if (!transaction.Request.Body.IsEmpty)
        {
            current = package.Open(new Subscription(person, transaction.Request.Body, transaction.Connection.Id));
            table.Rewatch(kept, current.Watched);
        }

        kept.Answer(current, clock.GetUtcNow() + expires, it => Respond(transaction, package, expires, it.State()));
    }

    private static void Respond(ServerTransaction transaction, IEventPackage package, TimeSpan expires, Body? state)
    {
        var seconds = ((int)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var life = expires > TimeSpan.Zero ? "active" : "terminated";
        transaction.Respond(
            200,
            state,
            ("Expires", seconds),
            ("Event", package.Event),
            ("subscription-state", $"{life};expires={seconds}"),
            ("ms-piggyback-cseq", "1"));
    }

    // The connection may have gone while its SUBSCRIBE was being worked on; nobody would come to forget it.
    private void ForgetIfGone(ServerTransaction transaction)
    {
        if (transaction.Connection.Closed.IsCancellationRequested)
        {
            table.Forget(transaction.Connection);
        }
    }

    private TimeSpan ExpiresOf(ServerTransaction transaction)
    {
        var longest = options.Value.SubscriptionExpires;
        return uint.TryParse(transaction.Request.Headers["Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && TimeSpan.FromSeconds(seconds) < longest
            ? TimeSpan.FromSeconds(seconds)
            : longest;
    }
}
