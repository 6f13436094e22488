using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PersistentChat.Rooms.Store;

/// <summary>What the tables must say on SQL Server so that it tells apart, and finds, what the other engines do.</summary>
internal static class SqlServerModel
{
    /// <summary>Code unit by code unit; a database's own collation usually takes "Desk" for "desk".</summary>
    public const string Collation = "Latin1_General_100_BIN2";

    /// <summary>Keeps the search index (migration <c>Initial</c>).</summary>
    private const string Trigger = "MessageTermsKept";

    public static void Adjust(ModelBuilder model)
    {
        // EF Core must know: statements that give back rows are not possible on a table with a trigger.
        model.Entity<MessageRow>().ToTable(table => table.HasTrigger(Trigger));
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.ClrType != typeof(string))
            {
                continue;
            }

            property.SetCollation(Collation);
            if (property.IsKey() || property.IsForeignKey() || property.IsIndex())
            {
                property.SetValueConverter(new TrailingBlank());
                property.SetMaxLength(property.GetMaxLength() + 1);
            }
        }
    }

    /// <summary>
    /// SQL Server takes "a" and "a " for the same whatever the collation, so a key's blank at the end is not at the end
    /// there: behind it stands a character that no text has (<see cref="TextRules.IsStorable"/>).
    /// </summary>
    internal sealed class TrailingBlank() : ValueConverter<string, string>(
        text => text.EndsWith(' ') ? text + '\u0001' : text,
        stored => stored.EndsWith('\u0001') ? stored.Substring(0, stored.Length - 1) : stored);
}
