using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Categories;

/// <summary>Makes a category. The caller chooses the id.</summary>
public sealed record CreateCategory(Category Category) : JournalCommand<Category>
{
    /// <summary>Who does it. Null: the system.</summary>
    public Person? By { get; init; }

    internal override string Ids => $"{Category.Id}";

    internal override Outcome<Category> Decide(Turn turn)
    {
        var refusal = TextRules.CheckName(Category.Name, "A category's name")
            ?? TextRules.CheckOptional(Category.Description, TextRules.NameLength, "A category's description");
        if (refusal is not null)
        {
            return refusal;
        }

        if (Category.Id == Guid.Empty)
        {
            return Refusal.InvalidArgument("A category needs an id");
        }

        if (turn.Pool.Category(Category.Id) is not null || turn.Pool.HasCategoryNamed(Category.Name))
        {
            return Refusal.DuplicateName;
        }

        turn.Pool.Put(Category);
        turn.Record(ComplianceEventKind.RoomChange, turn.Now, null, By, e => e with
        {
            Category = Facts.Of(Category, turn.Rules.Domain),
            Reason = "CategoryCreated",
        });
        return Category;
    }
}
