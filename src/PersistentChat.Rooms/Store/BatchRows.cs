using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Store;

/// <summary>Turns what a batch changed into rows for its transaction.</summary>
internal static class BatchRows
{
    public static void Add(RoomDbContext db, Batch batch)
    {
        var working = batch.Working;
        foreach (var id in working.NewPeople)
        {
            db.Add(ToRow(working.Person(id)!, working.Verifiers.GetValueOrDefault(id)));
        }

        foreach (var id in working.NewCategories)
        {
            db.Add(ToRow(working.Category(id)!));
        }

        foreach (var room in working.ChangedRooms)
        {
            AddRoom(db, room, working.Committed.Room(room.Id), keepsTime: batch.Events.Count > 0);
        }

        foreach (var (roomId, personId) in working.ChangedRoles)
        {
            var before = working.Committed.Room(roomId)?.RolesOf(personId) ?? RoomRoles.None;
            AddRoles(db, roomId, personId, before, working.Room(roomId)!.RolesOf(personId));
        }

        foreach (var personId in working.ChangedPeople.Union(working.Verifiers.Keys).Except(working.NewPeople))
        {
            var row = new PersonRow { Id = personId, Uri = "", DisplayName = "", Enabled = working.Committed.Person(personId)!.Enabled };
            var entry = db.Attach(row);
            entry.Property(p => p.Enabled).CurrentValue = working.Person(personId)!.Enabled;
            if (working.Verifiers.TryGetValue(personId, out var verifiers))
            {
                entry.Property(p => p.Verifiers).CurrentValue = verifiers;
            }
        }

        foreach (var personId in working.ChangedRoaming)
        {
            RoamingRows.Add(db, personId, working.Committed.Roaming(personId), working.Roaming(personId));
        }

        db.AddRange(working.Messages);
        db.AddRange(batch.Events.Select(ToRow));
        db.AddRange(batch.Entered);
        db.RemoveRange(batch.Left);
    }

    /// <param name="keepsTime">Events tell when something happened in the room, so that no later process may be earlier.</param>
    private static void AddRoom(RoomDbContext db, RoomSnapshot room, RoomSnapshot? before, bool keepsTime)
    {
        if (before is null)
        {
            db.Add(ToRow(room));
        }
        else if (room.LastId != before.LastId || (keepsTime && room.LastAt != before.LastAt))
        {
            // Becomes "update … where LastChatId = what this journal believes": ids stay dense or nothing is written.
            var entry = db.Attach(new RoomRow { Id = room.Id, LastChatId = before.LastId });
            entry.Property(r => r.LastChatId).CurrentValue = room.LastId;
            entry.Property(r => r.LastAt).CurrentValue = room.LastAt;
            entry.Property(r => r.LastAt).IsModified = true;
        }
    }

    private static void AddRoles(RoomDbContext db, Guid roomId, Guid personId, RoomRoles before, RoomRoles now)
    {
        var row = new RoleRow { RoomId = roomId, PersonId = personId, Roles = now };
        db.Entry(row).State = (before, now) switch
        {
            (RoomRoles.None, RoomRoles.None) => EntityState.Detached,
            (RoomRoles.None, _) => EntityState.Added,
            (_, RoomRoles.None) => EntityState.Deleted,
            _ => EntityState.Modified,
        };
    }

    private static PersonRow ToRow(Person person, byte[]? verifiers) => new()
    {
        Id = person.Id,
        Uri = person.Uri,
        DisplayName = person.DisplayName,
        Mail = person.Mail,
        Enabled = person.Enabled,
        Verifiers = verifiers,
    };

    private static CategoryRow ToRow(Category category) => new()
    {
        Id = category.Id,
        Name = category.Name,
        NameKey = category.Name.ToUpperInvariant(),
        Description = category.Description,
        KeepsHistory = category.KeepsHistory,
        AllowsFiles = category.AllowsFiles,
        SendsInvitations = category.SendsInvitations,
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
        FirstChatId = room.FirstId,
        LastChatId = room.LastId,
        LastAt = room.LastAt,
    };

    private static OutboxRow ToRow(ComplianceEvent happened) => new()
    {
        Epoch = happened.Position.Epoch,
        Number = happened.Position.Number,
        Event = JsonSerializer.SerializeToUtf8Bytes(happened, ComplianceJson.Default.ComplianceEvent),
    };
}
