using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Presence;

/// <summary>The subscriptions that are kept: by our tag, by connection, and by whom they watch.</summary>
internal sealed class SubscriptionTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeptSubscription> _byTag = new(StringComparer.Ordinal);
    private readonly Dictionary<SipConnection, List<KeptSubscription>> _byConnection = [];
    private readonly Dictionary<Guid, HashSet<KeptSubscription>> _byWatched = [];

    public int Count
    {
        get
        {
            lock (_gate) { return _byTag.Count; }
        }
    }

    /// <summary>False: the connection has as many as it may.</summary>
    public bool TryAdd(KeptSubscription subscription, int limit)
    {
        lock (_gate)
        {
            if (!_byConnection.TryGetValue(subscription.Dialog.Connection, out var others))
            {
                _byConnection[subscription.Dialog.Connection] = others = [];
            }

            if (others.Count >= limit)
            {
                return false;
            }

            others.Add(subscription);
            _byTag.Add(subscription.Dialog.LocalTag, subscription);
            Watch(subscription, subscription.Subscribed.Watched);
            return true;
        }
    }

    /// <summary>Null: there is none of that tag in this connection.</summary>
    public KeptSubscription? Find(SipRequest request, SipConnection connection)
    {
        lock (_gate)
        {
            return request.To.Tag is { } tag && _byTag.TryGetValue(tag, out var found)
                && found.Dialog.Connection == connection && found.Dialog.CallId == request.CallId
                ? found
                : null;
        }
    }

    /// <summary>It watches others from now on.</summary>
    public void Rewatch(KeptSubscription subscription, IReadOnlyCollection<Guid> watched)
    {
        lock (_gate)
        {
            if (_byTag.ContainsKey(subscription.Dialog.LocalTag))
            {
                Unwatch(subscription);
                Watch(subscription, watched);
            }
        }
    }

    public void Remove(KeptSubscription subscription)
    {
        lock (_gate)
        {
            if (!_byTag.Remove(subscription.Dialog.LocalTag))
            {
                return;
            }

            Unwatch(subscription);
            var others = _byConnection[subscription.Dialog.Connection];
            others.Remove(subscription);
            if (others.Count is 0)
            {
                _byConnection.Remove(subscription.Dialog.Connection);
            }
        }
    }

    public IReadOnlyList<KeptSubscription> Watching(Guid person)
    {
        lock (_gate)
        {
            return _byWatched.TryGetValue(person, out var watching) ? [.. watching] : [];
        }
    }

    public void Forget(SipConnection connection)
    {
        lock (_gate)
        {
            foreach (var subscription in _byConnection.TryGetValue(connection, out var gone) ? gone.ToList() : [])
            {
                Remove(subscription);
            }
        }
    }

    /// <summary>Those of a person on connections that stay open when the person has to go.</summary>
    public void ForgetBehindFrontEnds(Guid person)
    {
        lock (_gate)
        {
            foreach (var subscription in _byTag.Values.Where(it => it.Person.Id == person && it.Dialog.Connection.FrontEnd is not null).ToList())
            {
                Remove(subscription);
            }
        }
    }

    public void ForgetExpired(DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var subscription in _byTag.Values.Where(it => it.ExpiresAt <= now).ToList())
            {
                Remove(subscription);
            }
        }
    }

    private void Watch(KeptSubscription subscription, IReadOnlyCollection<Guid> watched)
    {
        foreach (var person in watched)
        {
            if (!_byWatched.TryGetValue(person, out var watching))
            {
                _byWatched[person] = watching = [];
            }

            watching.Add(subscription);
        }
    }

    private void Unwatch(KeptSubscription subscription)
    {
        foreach (var person in subscription.Subscribed.Watched)
        {
            if (_byWatched.TryGetValue(person, out var watching) && watching.Remove(subscription) && watching.Count is 0)
            {
                _byWatched.Remove(person);
            }
        }
    }
}
