using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Store;

/// <summary>Turns what a batch changed of rooms, people and the pool into rows for its transaction; nearly always nothing but counters.</summary>
internal static class BatchRows
{
    public static void Add(RoomDbContext db, JournalRows rows, Batch batch)
    {
        var working = batch.Working;
        foreach (var id in working.NewPeople)
        {
            var lastInvitation = working.Others.LastInvitations.GetValueOrDefault(id);
            db.Add(ToRow(working.Others.People[id], working.Verifiers.GetValueOrDefault(id), lastInvitation));
        }

        PoolRows.Add(db, working.Committed, working.Others);
        foreach (var room in working.ChangedRooms)
        {
            AddRoom(db, rows, room, working.Committed.Room(room.Id), keepsTime: batch.Events.Count > 0);
        }

        foreach (var id in working.DeletedRooms)
        {
            if (working.Committed.Room(id) is { } deleted)
            {
                db.Remove(ToRow(deleted));
            }
        }

        foreach (var (roomId, principalId) in working.ChangedRoles)
        {
            var before = working.Committed.Room(roomId)?.RolesOf(principalId) ?? RoomRoles.None;
            AddRoles(db, roomId, principalId, before, working.Room(roomId)!.RolesOf(principalId));
        }

        AddPeople(db, working);
        db.AddRange(working.Invitations.Select(ToRow));
        foreach (var personId in working.ChangedRoaming)
        {
            RoamingRows.Add(db, personId, working.Committed.Roaming(personId), working.Roaming(personId));
        }
    }

    private static void AddPeople(RoomDbContext db, WorkingPool working)
    {
        var changed = working.ChangedPeople
            .Union(working.Verifiers.Keys)
            .Union(working.Invitations.Select(invitation => invitation.PersonId))
            .Except(working.NewPeople);
        foreach (var id in changed)
        {
            var (before, now) = (working.Committed.People[id], working.Others.People[id]);
            var entry = db.Attach(ToRow(before, null, working.Committed.LastInvitations.GetValueOrDefault(id)));
            entry.Property(p => p.DisplayName).CurrentValue = now.DisplayName;
            entry.Property(p => p.Mail).CurrentValue = now.Mail;
            entry.Property(p => p.Enabled).CurrentValue = now.Enabled;
            entry.Property(p => p.Removed).CurrentValue = now.Removed;
            entry.Property(p => p.Role).CurrentValue = now.Role;
            entry.Property(p => p.LastInvitationId).CurrentValue = working.Others.LastInvitations.GetValueOrDefault(id);
            if (working.Verifiers.TryGetValue(id, out var verifiers))
            {
                entry.Property(p => p.Verifiers).CurrentValue = verifiers;
                entry.Property(p => p.Verifiers).IsModified = true;
            }
        }
    }

    /// <param name="keepsTime">Events tell when something happened in the room, so that no later process may be earlier.</param>
    private static void AddRoom(RoomDbContext db, JournalRows rows, RoomSnapshot room, RoomSnapshot? before, bool keepsTime)
    {
        if (before is null)
        {
            db.Add(ToRow(room));
        }
        else if (room.Room != before.Room || room.FirstId != before.FirstId)
        {
            var entry = db.Attach(ToRow(before));
            entry.CurrentValues.SetValues(ToRow(room));
        }
        else if (room.LastId != before.LastId || (keepsTime && room.LastAt != before.LastAt))
        {
            rows.SetCounters(room.Id, before.LastId, room.LastId, room.LastAt);
        }
    }

    private static void AddRoles(RoomDbContext db, Guid roomId, Guid principalId, RoomRoles before, RoomRoles now)
    {
        var row = new RoleRow { RoomId = roomId, PrincipalId = principalId, Roles = now };
        db.Entry(row).State = (before, now) switch
        {
            (RoomRoles.None, RoomRoles.None) => EntityState.Detached,
            (RoomRoles.None, _) => EntityState.Added,
            (_, RoomRoles.None) => EntityState.Deleted,
            _ => EntityState.Modified,
        };
    }

    private static PersonRow ToRow(Person person, byte[]? verifiers, int lastInvitation) => new()
    {
        Id = person.Id,
        Uri = person.Uri,
        DisplayName = person.DisplayName,
        Mail = person.Mail,
        Enabled = person.Enabled,
        Source = person.Source,
        Removed = person.Removed,
        Role = person.Role,
        LastInvitationId = lastInvitation,
        Verifiers = verifiers,
    };

    private static RoomRow ToRow(RoomSnapshot room) => new()
    {
        Id = room.Id,
        CategoryId = room.Room.CategoryId,
        Name = room.Room.Name,
        NameKey = room.Room.Name.ToUpperInvariant(),
        Description = room.Room.Description,
        Type = room.Room.Type,
        Privacy = room.Room.Privacy,
        Disabled = room.Room.Disabled,
        InvitationsOff = room.Room.InvitationsOff,
        AddInId = room.Room.AddInId,
        FirstChatId = room.FirstId,
        LastChatId = room.LastId,
        LastAt = room.LastAt,
    };

    private static InvitationRow ToRow(Invitation invitation) => new()
    {
        PersonId = invitation.PersonId,
        Id = invitation.Id,
        RoomId = invitation.RoomId,
        At = invitation.At,
    };
}
