using System.Globalization;
using PersistentChat.Rooms.Membership;
using PersistentChat.Sip.Dialogs;

namespace PersistentChat.Server.Presence;

/// <summary>A subscription with a life: until it runs out, is ended, or its connection is gone.</summary>
internal sealed class KeptSubscription(SubscriptionDialog dialog, IEventPackage package, Person person, ISubscribed subscribed)
{
    private readonly Lock _gate = new();
    private long _expiresAt;

    public SubscriptionDialog Dialog => dialog;

    public IEventPackage Package => package;

    public Person Person => person;

    public ISubscribed Subscribed { get; private set; } = subscribed;

    public DateTimeOffset ExpiresAt
    {
        get => new(Volatile.Read(ref _expiresAt), TimeSpan.Zero);
        private set => Volatile.Write(ref _expiresAt, value.UtcTicks);
    }

    /// <summary>
    /// Gives the whole state to the answer of a SUBSCRIBE. Changes wait until it is on its way.
    /// </summary>
    public void Answer(ISubscribed current, DateTimeOffset expiresAt, Action<ISubscribed> answer)
    {
        lock (_gate)
        {
            Subscribed = current;
            ExpiresAt = expiresAt;
            answer(current);
        }
    }

    /// <summary>Tells what is new about a person, if anything is.</summary>
    public void Tell(Guid about, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (ExpiresAt <= now || Subscribed.Change(about) is not { } body)
            {
                return;
            }

            var seconds = Math.Ceiling((ExpiresAt - now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            dialog.TryNotify(
                [("Event", package.Event), ("subscription-state", $"active;expires={seconds}")], body.ContentType, body.Bytes);
        }
    }
}
