using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Store;

/// <summary>The stored pool as the journal starts with it: everything but messages, nobody in any room.</summary>
internal static class PoolLoader
{
    public static async Task<Pool> LoadAsync(RoomDbContext db, CancellationToken ct)
    {
        var people = await db.People.AsNoTracking()
            .Select(p => new Person(p.Id, p.Uri, p.DisplayName, p.Mail, p.Enabled) { Source = p.Source, Removed = p.Removed })
            .ToListAsync(ct);
        var byId = people.ToImmutableDictionary(p => p.Id);
        var categories = (await LoadCategoriesAsync(db, ct)).ToImmutableDictionary(c => c.Id);
        var roles = new Dictionary<Guid, Lists>();
        await foreach (var role in db.Roles.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!roles.TryGetValue(role.RoomId, out var ofRoom))
            {
                roles[role.RoomId] = ofRoom = new Lists();
            }

            (byId.ContainsKey(role.PrincipalId) ? ofRoom.People : ofRoom.Groups)[role.PrincipalId] = role.Roles;
        }

        var addIns = (await db.AddIns.AsNoTracking().ToListAsync(ct))
            .ToImmutableDictionary(a => a.Id, a => new AddIn(a.Id, a.Name, a.Url));
        var rooms = await db.Rooms.AsNoTracking().ToListAsync(ct);
        return Pool.Empty with
        {
            DatabaseId = await db.Writer.Select(writer => writer.DatabaseId).SingleAsync(ct),
            People = byId,
            PeopleByUri = people.ToImmutableDictionary(p => p.Uri, StringComparer.Ordinal),
            Categories = categories,
            Affiliations = Affiliations.Of(await LoadGroupsAsync(db, ct)),
            Policies = (await db.Policies.AsNoTracking().ToListAsync(ct)).ToImmutableDictionary(p => p.PrincipalId, p => p.Enabled),
            AddIns = addIns,
            Tokens = (await db.Tokens.AsNoTracking()
                .Select(t => new AccessToken(t.Id, t.Name, t.PersonId, t.Role, t.SecretHash, t.CreatedAt, t.ExpiresAt, t.LastUsedAt))
                .ToListAsync(ct)).ToImmutableDictionary(t => t.Id),
            Requests = (await db.Requests.AsNoTracking()
                .Select(r => new KeptRequest(r.Key, r.Content, r.MadeId, r.ExpiresAt))
                .ToListAsync(ct)).ToImmutableDictionary(r => r.Key, StringComparer.Ordinal),
            Settings = await db.PoolSettings.AsNoTracking()
                .Select(s => new PoolSettings(s.DefaultHistory, s.ParticipantUpdateLimit, s.MessageLength, s.StoryLength))
                .SingleOrDefaultAsync(ct) ?? PoolSettings.None,
            LastInvitations = (await db.People.AsNoTracking()
                .Where(p => p.LastInvitationId > 0)
                .Select(p => new { p.Id, p.LastInvitationId })
                .ToListAsync(ct)).ToImmutableDictionary(p => p.Id, p => p.LastInvitationId),
            Rooms = rooms.ToImmutableDictionary(
                row => row.Id,
                row => ToSnapshot(
                    row,
                    categories[row.CategoryId],
                    row.AddInId is { } addIn ? addIns[addIn] : null,
                    roles.GetValueOrDefault(row.Id))),
            RoamingByPerson = await RoamingLoader.LoadAsync(db, ct),
            RoomIdsByName = rooms.ToImmutableSortedDictionary(r => r.Name, r => r.Id, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static async Task<IEnumerable<Category>> LoadCategoriesAsync(RoomDbContext db, CancellationToken ct)
    {
        var lists = (await db.CategoryPrincipals.AsNoTracking().ToListAsync(ct))
            .ToLookup(row => (row.CategoryId, row.List), row => row.PrincipalId);
        var rows = await db.Categories.AsNoTracking().ToListAsync(ct);
        return rows.Select(c => new Category(
            c.Id, c.Name, c.Description, c.KeepsHistory, c.AllowsFiles, c.SendsInvitations)
        {
            Allowed = PrincipalSet.Of(lists[(c.Id, CategoryList.Allowed)]),
            Denied = PrincipalSet.Of(lists[(c.Id, CategoryList.Denied)]),
            Creators = PrincipalSet.Of(lists[(c.Id, CategoryList.Creators)]),
        });
    }

    private static async Task<IReadOnlyCollection<Group>> LoadGroupsAsync(RoomDbContext db, CancellationToken ct)
    {
        var members = (await db.GroupMembers.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.GroupId, row => row.MemberId);
        var rows = await db.Groups.AsNoTracking().ToListAsync(ct);
        return rows.ConvertAll(g => new Group(g.Id, g.Kind, g.Name, PrincipalSet.Of(members[g.Id]), g.Source));
    }

    private static RoomSnapshot ToSnapshot(RoomRow row, Category category, AddIn? addIn, Lists? lists) => new()
    {
        Room = new Room(
            row.Id,
            row.CategoryId,
            row.Name,
            row.Description,
            row.Type,
            row.Privacy,
            row.Disabled,
            row.InvitationsOff,
            row.AddInId),
        Category = category,
        AddIn = addIn,
        Roles = lists?.People.ToImmutable() ?? ImmutableDictionary<Guid, RoomRoles>.Empty,
        GroupRoles = lists?.Groups.ToImmutable() ?? ImmutableDictionary<Guid, RoomRoles>.Empty,
        FirstId = row.FirstChatId,
        LastId = row.LastChatId,
        LastAt = row.LastAt,
    };

    private sealed class Lists
    {
        public ImmutableDictionary<Guid, RoomRoles>.Builder People { get; } = ImmutableDictionary.CreateBuilder<Guid, RoomRoles>();

        public ImmutableDictionary<Guid, RoomRoles>.Builder Groups { get; } = ImmutableDictionary.CreateBuilder<Guid, RoomRoles>();
    }
}
