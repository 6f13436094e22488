using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Server.Presence;

/// <summary>
/// On which connections people publish: what they were told was wrong there, and whose endpoint goes when the connection goes.
/// </summary>
internal sealed class PublishingConnections(Journal journal, PresenceTeller teller, IOptions<RoamingOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<Guid, HashSet<PublicationKey>>> _connections = new(StringComparer.Ordinal);

    /// <summary>What a person was told on this connection to be of a wrong version.</summary>
    public IReadOnlySet<PublicationKey> Publishes(string connectionId, Person person)
    {
        lock (_gate)
        {
            if (!_connections.TryGetValue(connectionId, out var people))
            {
                _connections[connectionId] = people = [];
            }

            if (!people.TryGetValue(person.Id, out var corrected))
            {
                people[person.Id] = corrected = [];
            }

            return corrected.ToHashSet();
        }
    }

    /// <summary>A 409 is about to go there for all of this.</summary>
    public void Corrected(string connectionId, Person person, IEnumerable<PublicationKey> keys)
    {
        lock (_gate)
        {
            if (_connections.TryGetValue(connectionId, out var people) && people.TryGetValue(person.Id, out var corrected))
            {
                corrected.UnionWith(keys);

                // More than there can be publications is nobody's honest mistake: it is told again.
                if (corrected.Count > options.Value.MaxPublicationsPerPerson)
                {
                    corrected.Clear();
                }
            }
        }
    }

    /// <summary>A person signs out there, and its endpoint with it.</summary>
    public void SignedOut(string connectionId, Guid person)
    {
        lock (_gate)
        {
            if (!_connections.TryGetValue(connectionId, out var people) || !people.Remove(person))
            {
                return;
            }
        }

        Withdraw(connectionId, person);
    }

    /// <summary>The connection is over.</summary>
    public void Gone(string connectionId)
    {
        Dictionary<Guid, HashSet<PublicationKey>>? people;
        lock (_gate)
        {
            if (!_connections.Remove(connectionId, out people))
            {
                return;
            }
        }

        foreach (var person in people.Keys)
        {
            Withdraw(connectionId, person);
        }
    }

    // Nobody waits for it: the journal never refuses a departure.
    private void Withdraw(string connectionId, Guid person) =>
        _ = journal.SubmitAsync(new WithdrawEndpoint(person, connectionId), _ => teller.Changed(person));
}
