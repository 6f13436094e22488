using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Categories;

/// <summary>What settings and lists a category may have, whether it is new or changed.</summary>
internal static class CategoryRules
{
    /// <summary>Null: they are good.</summary>
    public static Refusal? Check(Category category, WorkingPool pool)
    {
        var refusal = TextRules.CheckName(category.Name, "A category's name")
            ?? TextRules.CheckOptional(category.Description, TextRules.NameLength, "A category's description");
        if (refusal is not null)
        {
            return refusal;
        }

        if (category.Id == Guid.Empty)
        {
            return Refusal.InvalidArgument("A category needs an id");
        }

        if (pool.CategoryNamed(category.Name) is { } other && other.Id != category.Id)
        {
            return Refusal.DuplicateName;
        }

        return category.Allowed.Concat(category.Denied).Concat(category.Creators).All(id => pool.Others.AffiliationOf(id) is not null)
            ? null
            : Refusal.NoSuchPrincipal;
    }

    /// <summary>What is different, in words for the compliance event: <c>History: True -> False; Denied: +sip:ann@example.com; …</c></summary>
    public static string Describe(Category? before, Category now, Pool pool)
    {
        IEnumerable<string> all =
        [
            Value("Name", before?.Name, now.Name),
            Value("Description", before?.Description ?? "", now.Description),
            Value("History", before?.KeepsHistory, now.KeepsHistory),
            Value("Files", before?.AllowsFiles, now.AllowsFiles),
            Value("Invitations", before?.SendsInvitations, now.SendsInvitations),
            List("Allowed", before?.Allowed, now.Allowed, pool),
            List("Denied", before?.Denied, now.Denied, pool),
            List("Creators", before?.Creators, now.Creators, pool),
        ];
        return string.Join("; ", all.Where(it => it.Length > 0));
    }

    /// <summary>Who was added to a list (+) and who was taken off (-), by address; empty when nobody was.</summary>
    public static string List(string name, PrincipalSet? before, PrincipalSet now, Pool pool)
    {
        before ??= PrincipalSet.None;
        var changes = now.Where(id => !before.Contains(id)).Select(id => $"+{AddressOf(id)}")
            .Concat(before.Where(id => !now.Contains(id)).Select(id => $"-{AddressOf(id)}"))
            .Order(StringComparer.Ordinal);
        var all = string.Join(' ', changes);
        return all.Length is 0 ? "" : $"{name}: {all}";

        string AddressOf(Guid id) => Facts.Of(id, pool, "").Uri;
    }

    private static string Value(string name, object? before, object? now) =>
        Equals(before, now) ? "" : before is null ? $"{name}: {now}" : $"{name}: {before} -> {now}";
}
