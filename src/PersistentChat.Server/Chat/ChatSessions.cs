using System.Collections.Concurrent;
using System.Collections.Immutable;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Chat;

/// <summary>The chat dialogs that people have open, in rooms or not.</summary>
internal sealed class ChatSessions
{
    private readonly ConcurrentDictionary<Guid, ImmutableList<ChatSession>> _byPerson = new();

    public IReadOnlyList<ChatSession> Of(Person person) => _byPerson.GetValueOrDefault(person.Id) ?? [];

    /// <summary>Something that was asked for is not answered yet. Looks at all there are.</summary>
    public bool HaveWork => _byPerson.Values.Any(all => all.Any(session => session.HasWork));

    /// <summary>False: the person has as many as it may.</summary>
    public bool TryAdd(ChatSession session, int limit)
    {
        var all = _byPerson.AddOrUpdate(
            session.Person.Id, [session], (_, before) => before.Count < limit ? before.Add(session) : before);
        return all.Contains(session);
    }

    public void Remove(ChatSession session) =>
        _byPerson.AddOrUpdate(session.Person.Id, [], (_, before) => before.Remove(session));
}
