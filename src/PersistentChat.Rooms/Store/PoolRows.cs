using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Store;

/// <summary>Turns changed categories, groups, policies, add-ins, tokens, requests and settings into rows.</summary>
internal static class PoolRows
{
    public static bool Any(Pool before, Pool now) =>
        !ReferenceEquals(before.Categories, now.Categories) || !ReferenceEquals(before.Affiliations, now.Affiliations)
        || !ReferenceEquals(before.Policies, now.Policies) || !ReferenceEquals(before.AddIns, now.AddIns)
        || !ReferenceEquals(before.Tokens, now.Tokens) || !ReferenceEquals(before.Requests, now.Requests)
        || before.Settings != now.Settings;

    public static void Add(RoomDbContext db, Pool before, Pool now)
    {
        foreach (var (row, state) in Changes(before, now))
        {
            db.Entry(row).State = state;
        }
    }

    private static IEnumerable<(object Row, EntityState State)> Changes(Pool before, Pool now)
    {
        IEnumerable<(object Row, EntityState State)> all = [];
        if (!ReferenceEquals(before.Categories, now.Categories))
        {
            all = all
                .Concat(RowChanges.Between(before.Categories, now.Categories, Row))
                .Concat(Both(before.Categories, now.Categories).SelectMany(it => Principals(it.Before, it.Now)));
        }

        if (!ReferenceEquals(before.Affiliations, now.Affiliations))
        {
            var (old, current) = (before.Affiliations.Groups, now.Affiliations.Groups);
            all = all
                .Concat(RowChanges.Between(old, current, Row))
                .Concat(Both(old, current).SelectMany(it => RowChanges.Between(
                    it.Before?.Members ?? PrincipalSet.None,
                    it.Now?.Members ?? PrincipalSet.None,
                    member => new GroupMemberRow { GroupId = it.Id, MemberId = member })));
        }

        if (!ReferenceEquals(before.Policies, now.Policies))
        {
            all = all.Concat(RowChanges.Between(
                before.Policies.ToDictionary(it => it.Key, it => it), now.Policies.ToDictionary(it => it.Key, it => it),
                it => new PolicyRow { PrincipalId = it.Key, Enabled = it.Value }));
        }

        if (!ReferenceEquals(before.Tokens, now.Tokens))
        {
            all = all.Concat(RowChanges.Between(before.Tokens, now.Tokens, Row));
        }

        if (!ReferenceEquals(before.Requests, now.Requests))
        {
            all = all.Concat(RowChanges.Between(before.Requests, now.Requests, Row));
        }

        if (before.Settings != now.Settings)
        {
            all = all.Append((Row(now.Settings), before.Settings == PoolSettings.None ? EntityState.Added : EntityState.Modified));
        }

        return ReferenceEquals(before.AddIns, now.AddIns)
            ? all
            : all.Concat(RowChanges.Between(before.AddIns, now.AddIns, Row));
    }

    private static IEnumerable<(object Row, EntityState State)> Principals(Category? before, Category? now)
    {
        (CategoryList List, Func<Category, PrincipalSet> Of)[] lists =
        [
            (CategoryList.Allowed, it => it.Allowed), (CategoryList.Denied, it => it.Denied), (CategoryList.Creators, it => it.Creators),
        ];
        return lists.SelectMany(list => RowChanges.Between(
            before is null ? PrincipalSet.None : list.Of(before),
            now is null ? PrincipalSet.None : list.Of(now),
            id => new CategoryPrincipalRow { CategoryId = (now ?? before)!.Id, List = list.List, PrincipalId = id }));
    }

    /// <summary>What is not the same object in both.</summary>
    private static IEnumerable<(Guid Id, T? Before, T? Now)> Both<T>(
        IReadOnlyDictionary<Guid, T> before, IReadOnlyDictionary<Guid, T> now)
        where T : class =>
        before.Keys.Union(now.Keys)
            .Select(id => (Id: id, Before: before.GetValueOrDefault(id), Now: now.GetValueOrDefault(id)))
            .Where(it => !ReferenceEquals(it.Before, it.Now));

    private static CategoryRow Row(Category category) => new()
    {
        Id = category.Id,
        Name = category.Name,
        NameKey = category.Name.ToUpperInvariant(),
        Description = category.Description,
        KeepsHistory = category.KeepsHistory,
        AllowsFiles = category.AllowsFiles,
        SendsInvitations = category.SendsInvitations,
    };

    private static GroupRow Row(Group group) => new()
    {
        Id = group.Id,
        Kind = group.Kind,
        Source = group.Source,
        Name = group.Name,
        NameKey = group.Name.ToUpperInvariant(),
    };

    private static TokenRow Row(AccessToken token) => new()
    {
        Id = token.Id,
        Name = token.Name,
        NameKey = token.Name.ToUpperInvariant(),
        PersonId = token.PersonId,
        Role = token.Role,
        SecretHash = token.SecretHash,
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
        LastUsedAt = token.LastUsedAt,
    };

    private static RequestRow Row(KeptRequest request) => new()
    {
        Key = request.Key,
        Content = request.Content,
        MadeId = request.MadeId,
        ExpiresAt = request.ExpiresAt,
    };

    private static PoolSettingsRow Row(PoolSettings settings) => new()
    {
        DefaultHistory = settings.DefaultHistory,
        ParticipantUpdateLimit = settings.ParticipantUpdateLimit,
        MessageLength = settings.MessageLength,
        StoryLength = settings.StoryLength,
    };

    private static AddInRow Row(AddIn addIn) => new()
    {
        Id = addIn.Id,
        Name = addIn.Name,
        NameKey = addIn.Name.ToUpperInvariant(),
        Url = addIn.Url,
    };
}
