using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Categories;

/// <summary>Makes a category. The caller chooses the id.</summary>
public sealed record CreateCategory(Category Category) : ChangeCommand<Category>
{
    internal override string Ids => $"{Category.Id}";

    internal override Outcome<Category> Decide(Turn turn)
    {
        if ((CheckAdministrator() ?? CategoryRules.Check(Category, turn.Pool)) is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Category(Category.Id) is not null)
        {
            return Refusal.DuplicateName;
        }

        turn.Pool.Put(Category);
        turn.Record(ComplianceEventKind.RoomChange, turn.Now, null, By, e => e with
        {
            Category = Facts.Of(Category, turn.Rules.Domain),
            Reason = "CategoryCreated",
            Text = CategoryRules.Describe(null, Category, turn.Pool.Others),
        });
        return Category;
    }
}
