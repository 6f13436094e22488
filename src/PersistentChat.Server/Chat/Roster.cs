using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Chat;

/// <summary>
/// What the participants of one room have been told about who is in it. While a room is large (ParticipantUpdateLimit) they
/// are told nothing and whoever joins gets no list; when it is back to normal, each is told the difference against what it
/// was last told (xccos.md section 7).
/// </summary>
internal sealed class Roster(string domain)
{
    // The room as those who know its roster were last told it, while it is large; null while it is normal.
    private RoomSnapshot? _told;
    private RoomSnapshot? _last;

    /// <summary>The notices that this announcement calls for, other than a message itself.</summary>
    public IEnumerable<Telling> Follow(RoomAnnouncement announcement)
    {
        var now = announcement.Room;
        var before = _last ?? now;
        _last = now;
        if (now.IsLarge)
        {
            _told ??= before;
            return [];
        }

        if (_told is { } told)
        {
            _told = null;
            return [.. Differences(told, now)];
        }

        return announcement switch
        {
            PersonEntered entered =>
                [new Telling(Entered(now, [entered.Person], entered.Batch), Others(now, entered.Person))],
            PersonLeft left => [new Telling(Left(now, [left.Person]), Others(now, left.Person))],
            _ => [],
        };
    }

    /// <summary>
    /// The same for people who came one after the other, with as few notices as possible: each who is there is told once of all
    /// who came after it.
    /// </summary>
    /// <param name="entered">With nothing else in between.</param>
    public IEnumerable<Telling> Follow(IReadOnlyList<PersonEntered> entered)
    {
        var now = entered[^1].Room;
        if (now.IsLarge || _told is not null)
        {
            return entered.SelectMany(one => Follow(one));
        }

        _last = now;
        return Tellings(now, entered);
    }

    private IEnumerable<Telling> Tellings(RoomSnapshot now, IReadOnlyList<PersonEntered> entered)
    {
        // Whoever came itself has those before it in the answer to its join, and would list them twice.
        var audiences = new List<Participant>?[entered.Count];
        foreach (var (_, participant) in now.Participants)
        {
            var from = 0;
            while (!Has(entered[from].Room, participant))
            {
                from++;
            }

            from += entered[from].Person.Id == participant.Person.Id ? 1 : 0;
            if (from < entered.Count)
            {
                (audiences[from] ??= []).Add(participant);
            }
        }

        foreach (var (from, audience) in audiences.Index())
        {
            if (audience is not null)
            {
                var people = entered.Skip(from).Select(it => it.Person).ToList();
                yield return new Telling(Entered(now, people, people.Count > 1 || entered[from].Batch), audience);
            }
        }
    }

    // Itself: a dialog that left and came back is in the room as another participant.
    private static bool Has(RoomSnapshot room, Participant participant) =>
        room.Participants.TryGetValue(participant.DialogId, out var there) && ReferenceEquals(there, participant);

    private IEnumerable<Telling> Differences(RoomSnapshot told, RoomSnapshot now)
    {
        var knowing = now.Participants.Values.ToLookup(participant => participant.KnowsRoster);
        var entered = now.People().Where(person => !told.IsPresent(person.Id)).ToList();
        var left = told.People().Where(person => !now.IsPresent(person.Id)).ToList();
        if (entered.Count > 0)
        {
            yield return new Telling(Entered(now, entered, batch: true), knowing[true]);
        }

        if (left.Count > 0)
        {
            yield return new Telling(Left(now, left), knowing[true]);
        }

        yield return new Telling(Entered(now, [.. now.People()], batch: true), knowing[false]);
        foreach (var participant in knowing[false])
        {
            participant.KnowsRoster = true;
        }
    }

    private JoinNotice Entered(RoomSnapshot room, IReadOnlyList<Person> people, bool batch)
    {
        var uri = new RoomUri(domain, room.Room.Id);
        return new JoinNotice(
            batch ? WireNames.NoticeIds.BatchJoin : WireNames.NoticeIds.Join,
            [.. people.Select(person => new Entrant(
                RoomBlocks.PersonOf(person), [new RoomMask(uri, Permissions.MaskOf(room.Roster[person.Id].Roles))]))]);
    }

    private PartNotice Left(RoomSnapshot room, IReadOnlyList<Person> people) =>
        new(new RoomUri(domain, room.Room.Id), [.. people.Select(person => person.Uri)]);

    // COMPAT(pidgin-sipe): somebody announced to himself would be listed twice (TRANSCRIPT.md trap 8).
    private static IEnumerable<Participant> Others(RoomSnapshot room, Person person) =>
        room.Participants.Values.Where(participant => participant.Person.Id != person.Id);
}
