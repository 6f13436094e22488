using System.Collections.Immutable;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// The pool as the batch under way leaves it: what is committed, with the changed rooms laid over it. To roll back is
/// to forget this object; to commit is to publish <see cref="ToPool"/>. What must be written is told by comparing with
/// what was.
/// </summary>
internal sealed class WorkingPool(Pool committed)
{
    private readonly Dictionary<Guid, RoomSnapshot> _rooms = [];

    // Everything but the rooms, which change too often for an immutable dictionary per post.
    private Pool _others = committed;

    public Pool Committed { get; } = committed;

    public IReadOnlyCollection<RoomSnapshot> ChangedRooms => _rooms.Values;

    public HashSet<Guid> NewPeople { get; } = [];

    public HashSet<Guid> ChangedPeople { get; } = [];

    public HashSet<Guid> NewCategories { get; } = [];

    public HashSet<(Guid Room, Guid Person)> ChangedRoles { get; } = [];

    /// <summary>Encrypted password verifiers by person.</summary>
    public Dictionary<Guid, byte[]> Verifiers { get; } = [];

    public HashSet<Guid> ChangedRoaming { get; } = [];

    public List<MessageRow> Messages { get; } = [];

    public RoomSnapshot? Room(Guid id) => _rooms.TryGetValue(id, out var room) ? room : Committed.Room(id);

    public Person? Person(Guid id) => _others.Person(id);

    public Person? Person(string uri) => _others.Person(uri);

    public Category? Category(Guid id) => _others.Categories.GetValueOrDefault(id);

    public bool HasCategoryNamed(string name) =>
        _others.Categories.Values.Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    public bool HasRoomNamed(string name) => _others.RoomIdsByName.ContainsKey(name);

    /// <summary>The rooms that a person is in now. Looks at all there are.</summary>
    public IReadOnlyList<RoomSnapshot> RoomsWith(Guid personId) =>
    [
        .. Committed.Rooms.Values.Where(room => !_rooms.ContainsKey(room.Id)).Concat(_rooms.Values)
            .Where(room => room.IsPresent(personId))
            .OrderBy(room => room.Id),
    ];

    public IReadOnlyCollection<Guid> RoomsOf(string dialogId) =>
        _others.RoomIdsByDialog.GetValueOrDefault(dialogId) ?? [];

    public void Put(Person person)
    {
        (Committed.Person(person.Id) is null ? NewPeople : ChangedPeople).Add(person.Id);
        _others = _others with
        {
            People = _others.People.SetItem(person.Id, person),
            PeopleByUri = _others.PeopleByUri.SetItem(person.Uri, person),
        };
    }

    public RoamingData Roaming(Guid personId) => _others.Roaming(personId);

    public RoamingData PutRoaming(Guid personId, RoamingData data)
    {
        ChangedRoaming.Add(personId);
        _others = _others with { RoamingByPerson = _others.RoamingByPerson.SetItem(personId, data) };
        return data;
    }

    public void Put(Category category)
    {
        NewCategories.Add(category.Id);
        _others = _others with { Categories = _others.Categories.SetItem(category.Id, category) };
    }

    /// <summary>A new room, or a room with changed small members.</summary>
    public RoomSnapshot Put(RoomSnapshot room)
    {
        if (Room(room.Id) is null)
        {
            _others = _others with { RoomIdsByName = _others.RoomIdsByName.SetItem(room.Room.Name, room.Id) };
        }

        return _rooms[room.Id] = room;
    }

    public RoomSnapshot PutRoles(RoomSnapshot room, Guid personId, RoomRoles roles)
    {
        ChangedRoles.Add((room.Id, personId));
        return Put(room.WithRoles(personId, roles));
    }

    /// <param name="joinId">The event with which its person came, if it was not here already.</param>
    public RoomSnapshot PutJoined(RoomSnapshot room, Participant participant, int limit, Guid joinId)
    {
        var rooms = _others.RoomIdsByDialog.GetValueOrDefault(participant.DialogId) ?? [];
        SetRoomsOf(participant.DialogId, rooms.Add(room.Id));
        return Put(room.With(participant, limit, joinId));
    }

    public RoomSnapshot PutLeft(RoomSnapshot room, Participant participant, int limit)
    {
        var rooms = _others.RoomIdsByDialog.GetValueOrDefault(participant.DialogId) ?? [];
        SetRoomsOf(participant.DialogId, rooms.Remove(room.Id));
        return Put(room.Without(participant, limit));
    }

    public void PutMessage(RoomSnapshot room, Message message, string? clientMessageId)
    {
        Put(room with { LastId = message.ChatId, LastAt = message.At });
        var isKept = room.Category.KeepsHistory;
        Messages.Add(new MessageRow
        {
            RoomId = room.Id,
            ChatId = message.ChatId,
            AuthorId = message.Author.Id,
            At = message.At,
            Alert = message.Alert,
            State = isKept ? MessageState.Kept : MessageState.NotKept,
            Text = isKept ? message.Text : null,
            Terms = isKept ? SearchText.TermsOf(message.Text) : null,
            Markup = isKept ? message.Markup : null,
            ClientMessageId = clientMessageId,
        });
    }

    public Pool ToPool() => _rooms.Count is 0 ? _others : _others with { Rooms = Committed.Rooms.SetItems(_rooms) };

    private void SetRoomsOf(string dialogId, ImmutableHashSet<Guid> rooms) => _others = _others with
    {
        RoomIdsByDialog = rooms.IsEmpty
            ? _others.RoomIdsByDialog.Remove(dialogId)
            : _others.RoomIdsByDialog.SetItem(dialogId, rooms),
    };
}
