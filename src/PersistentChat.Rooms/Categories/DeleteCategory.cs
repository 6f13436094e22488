using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Categories;

/// <summary>Deletes a category that no room is in.</summary>
public sealed record DeleteCategory(Guid CategoryId) : ChangeCommand<Category>
{
    internal override string Ids => $"{CategoryId}";

    internal override Outcome<Category> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Category(CategoryId) is not { } category)
        {
            return Refusal.NoSuchCategory;
        }

        if (turn.Pool.Rooms.Any(room => room.Category.Id == CategoryId))
        {
            return Refusal.InUse;
        }

        turn.Pool.Delete(category);
        turn.Record(ComplianceEventKind.RoomChange, turn.Now, null, By, e => e with
        {
            Category = Facts.Of(category, turn.Rules.Domain),
            Reason = "CategoryDeleted",
        });
        return category;
    }
}
