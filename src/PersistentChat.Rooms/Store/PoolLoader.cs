using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Store;

/// <summary>The stored pool as the journal starts with it: everything but messages, nobody in any room.</summary>
internal static class PoolLoader
{
    public static async Task<Pool> LoadAsync(RoomDbContext db, CancellationToken ct)
    {
        var people = await db.People.AsNoTracking()
            .Select(p => new Person(p.Id, p.Uri, p.DisplayName, p.Mail, p.Enabled))
            .ToListAsync(ct);
        var categories = await db.Categories.AsNoTracking()
            .Select(c => new Category(c.Id, c.Name, c.Description, c.KeepsHistory, c.AllowsFiles, c.SendsInvitations))
            .ToDictionaryAsync(c => c.Id, ct);
        var roles = new Dictionary<Guid, ImmutableDictionary<Guid, RoomRoles>.Builder>();
        await foreach (var role in db.Roles.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!roles.TryGetValue(role.RoomId, out var ofRoom))
            {
                roles[role.RoomId] = ofRoom = ImmutableDictionary.CreateBuilder<Guid, RoomRoles>();
            }

            ofRoom[role.PersonId] = role.Roles;
        }

        var rooms = await db.Rooms.AsNoTracking().ToListAsync(ct);
        return Pool.Empty with
        {
            DatabaseId = await db.Writer.Select(writer => writer.DatabaseId).SingleAsync(ct),
            People = people.ToImmutableDictionary(p => p.Id),
            PeopleByUri = people.ToImmutableDictionary(p => p.Uri, StringComparer.Ordinal),
            Categories = categories.ToImmutableDictionary(),
            Rooms = rooms.ToImmutableDictionary(
                row => row.Id,
                row => ToSnapshot(row, categories[row.CategoryId], roles.GetValueOrDefault(row.Id)?.ToImmutable())),
            RoamingByPerson = await RoamingLoader.LoadAsync(db, ct),
            RoomIdsByName = rooms.ToImmutableSortedDictionary(r => r.Name, r => r.Id, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static RoomSnapshot ToSnapshot(
        RoomRow row, Category category, ImmutableDictionary<Guid, RoomRoles>? roles) => new()
        {
            Room = new Room(
                row.Id,
                row.CategoryId,
                row.Name,
                row.Description,
                row.Type,
                row.Privacy,
                row.Disabled,
                row.InvitationsOff),
            Category = category,
            Roles = roles ?? ImmutableDictionary<Guid, RoomRoles>.Empty,
            FirstId = row.FirstChatId,
            LastId = row.LastChatId,
            LastAt = row.LastAt,
        };
}
