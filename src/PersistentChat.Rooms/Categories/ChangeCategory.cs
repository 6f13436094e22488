using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Categories;

/// <summary>
/// Gives a category other flags and lists. Whom it lets into its rooms no longer is put out of them in the same turn; on
/// the rooms' lists they stay, and come back with the category's.
/// </summary>
/// <param name="Category">All of it as it is to be.</param>
public sealed record ChangeCategory(Category Category) : AccessChange<Category>
{
    /// <summary>As the caller saw it; refused when it is not so any more. Null: whatever it is.</summary>
    public Category? Expected { get; init; }

    internal override string Ids => $"{Category.Id}";

    internal override Pool? Preview(Pool pool) => !pool.Categories.ContainsKey(Category.Id) ? null : pool with
    {
        Categories = pool.Categories.SetItem(Category.Id, Category),
        Rooms = pool.Rooms.SetItems(pool.Rooms.Values
            .Where(room => room.Category.Id == Category.Id && room.PersonCount > 0)
            .Select(room => KeyValuePair.Create(room.Id, room with { Category = Category }))),
    };

    internal override Outcome<Category> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Category(Category.Id) is not { } before)
        {
            return Refusal.NoSuchCategory;
        }

        if (Expected is not null && Expected != before)
        {
            return Refusal.Collision;
        }

        if (CategoryRules.Check(Category, turn.Pool) is { } wrong)
        {
            return wrong;
        }

        if (Category == before)
        {
            return before;
        }

        Change(turn, before);
        return Category;
    }

    private void Change(Turn turn, Category before)
    {
        turn.Pool.Put(Category);
        turn.Record(ComplianceEventKind.RoomChange, turn.Now, null, By, e => e with
        {
            Category = Facts.Of(Category, turn.Rules.Domain),
            Reason = "CategoryChanged",
            Text = CategoryRules.Describe(before, Category, turn.Pool.Others),
        });
        turn.RecheckAll(Plan, Category.Id);
        var isVisible = (before.KeepsHistory, before.AllowsFiles, before.SendsInvitations)
            != (Category.KeepsHistory, Category.AllowsFiles, Category.SendsInvitations);
        if (!isVisible)
        {
            return;
        }

        foreach (var room in turn.Pool.Rooms.Where(room => room.Category.Id == Category.Id && room.PersonCount > 0))
        {
            turn.Announce(new RoomChanged(room));
        }
    }
}
