using System.Collections.Immutable;
using PersistentChat.Rooms.Access;
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
    private readonly HashSet<Guid> _deletedRooms = [];
    private readonly List<PermittedErasure> _erasures = [];

    // Everything but the rooms, which change too often for an immutable dictionary per post.
    private Pool _others = committed;

    public Pool Committed { get; } = committed;

    public IReadOnlyCollection<RoomSnapshot> ChangedRooms => _rooms.Values;

    public HashSet<Guid> NewPeople { get; } = [];

    public HashSet<Guid> ChangedPeople { get; } = [];

    /// <summary>Everything but the rooms, as it is by now.</summary>
    public Pool Others => _others;

    public IReadOnlyCollection<Guid> DeletedRooms => _deletedRooms;

    public HashSet<(Guid Room, Guid Principal)> ChangedRoles { get; } = [];

    /// <summary>What is taken from the stored rooms and messages, in this order.</summary>
    public IReadOnlyList<PermittedErasure> Erasures => _erasures;

    public List<Invitation> Invitations { get; } = [];

    /// <summary>Encrypted password verifiers by person. Null: it has none any more.</summary>
    public Dictionary<Guid, byte[]?> Verifiers { get; } = [];

    public HashSet<Guid> ChangedRoaming { get; } = [];

    public List<MessageRow> Messages { get; } = [];

    /// <summary>Every room. Looks at all there are.</summary>
    public IEnumerable<RoomSnapshot> Rooms => Committed.Rooms.Values
        .Where(room => !_rooms.ContainsKey(room.Id) && !_deletedRooms.Contains(room.Id))
        .Concat(_rooms.Values);

    public RoomSnapshot? Room(Guid id) =>
        _rooms.TryGetValue(id, out var room) ? room : _deletedRooms.Contains(id) ? null : Committed.Room(id);

    public Standing StandingIn(RoomSnapshot room, Person person) => _others.StandingIn(room, person);

    public Person? Person(Guid id) => _others.Person(id);

    public Person? Person(string uri) => _others.Person(uri);

    public Category? Category(Guid id) => _others.Categories.GetValueOrDefault(id);

    public Category? CategoryNamed(string name) =>
        _others.Categories.Values.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null: no room has this name.</summary>
    public Guid? RoomNamed(string name) => _others.RoomIdsByName.TryGetValue(name, out var id) ? id : null;

    /// <summary>The rooms that a person is in now. Looks at all there are.</summary>
    public IReadOnlyList<RoomSnapshot> RoomsWith(Guid personId) =>
    [
        .. Rooms.Where(room => room.IsPresent(personId)).OrderBy(room => room.Id),
    ];

    /// <summary>The ids of the rooms that a dialog is in.</summary>
    public ImmutableArray<Guid> RoomsOf(string dialogId) =>
        _others.RoomIdsByDialog.TryGetValue(dialogId, out var rooms) ? rooms : [];

    public void Put(Person person)
    {
        (Committed.People.ContainsKey(person.Id) ? ChangedPeople : NewPeople).Add(person.Id);
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

    /// <summary>A new category, or a changed one: then its rooms go by it at once.</summary>
    public void Put(Category category)
    {
        var isNew = Category(category.Id) is null;
        _others = _others with { Categories = _others.Categories.SetItem(category.Id, category) };
        if (isNew)
        {
            return;
        }

        foreach (var room in Rooms.Where(room => room.Category.Id == category.Id).ToList())
        {
            _rooms[room.Id] = room with { Category = category };
        }
    }

    /// <summary>A category that no room is in.</summary>
    public void Delete(Category category) =>
        _others = _others with { Categories = _others.Categories.Remove(category.Id) };

    /// <summary>A group made, changed or (null) deleted.</summary>
    /// <param name="plan">Uses what was prepared, when it was prepared for things as they are.</param>
    public void PutGroup(Guid id, Group? group, SweepPlan? plan) => _others = _others with
    {
        Affiliations = plan is not null && ReferenceEquals(plan.Before.Affiliations, _others.Affiliations)
            ? plan.After.Affiliations
            : _others.Affiliations.With(id, group),
    };

    /// <inheritdoc cref="PutGroup"/>
    public void PutPolicy(Guid principalId, bool? isEnabled, SweepPlan? plan) => _others = _others with
    {
        Policies = plan is not null && ReferenceEquals(plan.Before.Policies, _others.Policies)
            ? plan.After.Policies
            : isEnabled is { } value ? _others.Policies.SetItem(principalId, value) : _others.Policies.Remove(principalId),
    };

    public void Put(AddIn addIn) => _others = _others with { AddIns = _others.AddIns.SetItem(addIn.Id, addIn) };

    public void Delete(AddIn addIn) => _others = _others with { AddIns = _others.AddIns.Remove(addIn.Id) };

    public void Put(AccessToken token) => _others = _others with { Tokens = _others.Tokens.SetItem(token.Id, token) };

    public void Delete(AccessToken token) => _others = _others with { Tokens = _others.Tokens.Remove(token.Id) };

    public void Put(PoolSettings settings) => _others = _others with { Settings = settings };

    public void Put(KeptRequest request) => _others = _others with { Requests = _others.Requests.SetItem(request.Key, request) };

    /// <summary>False: there are as many as there can be. Those that have expired make room.</summary>
    public bool MayKeepRequest(DateTimeOffset now)
    {
        if (_others.Requests.Count >= KeptRequest.MaxKept)
        {
            var expired = _others.Requests.Values.Where(request => request.ExpiresAt <= now).Select(request => request.Key);
            _others = _others with { Requests = _others.Requests.RemoveRange(expired) };
        }

        return _others.Requests.Count < KeptRequest.MaxKept;
    }

    public void Put(BrowserSession session) => _others = _others with { Sessions = _others.Sessions.SetItem(session.Id, session) };

    /// <summary>Ends the browser sessions that are meant. Looks at all there are.</summary>
    /// <returns>How many.</returns>
    public int EndSessions(Func<BrowserSession, bool> areMeant)
    {
        var ended = _others.Sessions.Values.Where(areMeant).Select(session => session.Id).ToList();
        _others = _others with { Sessions = _others.Sessions.RemoveRange(ended) };
        return ended.Count;
    }

    /// <summary>A new room, or a changed one.</summary>
    public RoomSnapshot Put(RoomSnapshot room)
    {
        var name = Room(room.Id)?.Room.Name;
        if (name != room.Room.Name)
        {
            var names = name is null ? _others.RoomIdsByName : _others.RoomIdsByName.Remove(name);
            _others = _others with { RoomIdsByName = names.SetItem(room.Room.Name, room.Id) };
        }

        return _rooms[room.Id] = room;
    }

    /// <summary>Takes away what the permit says; a room goes with everything in it, nobody is in it any more.</summary>
    public void Erase(PermittedErasure permitted)
    {
        _erasures.Add(permitted);
        if (permitted.What is not RoomErasure { RoomId: var id })
        {
            return;
        }

        _others = _others with { RoomIdsByName = _others.RoomIdsByName.Remove(Room(id)!.Room.Name) };
        _rooms.Remove(id);
        _deletedRooms.Add(id);
        ChangedRoles.RemoveWhere(role => role.Room == id);
        Messages.RemoveAll(message => message.RoomId == id);
        Invitations.RemoveAll(invitation => invitation.RoomId == id);
    }

    /// <summary>A person gets an invitation with its next number.</summary>
    public Invitation Invite(Guid personId, Guid roomId, DateTimeOffset at)
    {
        var invitation = new Invitation(personId, _others.LastInvitations.GetValueOrDefault(personId) + 1, roomId, at);
        _others = _others with { LastInvitations = _others.LastInvitations.SetItem(personId, invitation.Id) };
        Invitations.RemoveAll(earlier => earlier.PersonId == personId && earlier.RoomId == roomId);
        Invitations.Add(invitation);
        return invitation;
    }

    /// <summary>As what a person, group or domain is listed; whoever is in the room stays as it is.</summary>
    public RoomSnapshot PutRoles(RoomSnapshot room, Guid principalId, RoomRoles roles)
    {
        ChangedRoles.Add((room.Id, principalId));
        return Put(Person(principalId) is null ? room.WithGroupRoles(principalId, roles) : room.WithPersonRoles(principalId, roles));
    }

    /// <param name="joinId">The event with which its person came, if it was not here already.</param>
    public RoomSnapshot PutJoined(RoomSnapshot room, Participant participant, int limit, Guid joinId)
    {
        var rooms = RoomsOf(participant.DialogId);
        if (!rooms.Contains(room.Id)) { SetRoomsOf(participant.DialogId, rooms.Add(room.Id)); }
        return Put(room.With(participant, limit, joinId));
    }

    public RoomSnapshot PutLeft(RoomSnapshot room, Participant participant, int limit)
    {
        SetRoomsOf(participant.DialogId, RoomsOf(participant.DialogId).Remove(room.Id));
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

    public Pool ToPool() => _rooms.Count + _deletedRooms.Count is 0
        ? _others
        : _others with { Rooms = Committed.Rooms.RemoveRange(_deletedRooms).SetItems(_rooms) };

    private void SetRoomsOf(string dialogId, ImmutableArray<Guid> rooms) => _others = _others with
    {
        RoomIdsByDialog = rooms.IsEmpty
            ? _others.RoomIdsByDialog.Remove(dialogId)
            : _others.RoomIdsByDialog.SetItem(dialogId, rooms),
    };
}
