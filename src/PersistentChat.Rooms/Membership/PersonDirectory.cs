using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Membership;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>Finds people who can use rooms, by parts of names and addresses, sorted by name, capped.</summary>
public sealed class PersonDirectory(Journal journal, IOptions<RoomsOptions> options)
{
    // People change seldom and are many: sorted once, until they change.
    private (ImmutableDictionary<Guid, Person> Of, Person[] People) _sorted =
        (ImmutableDictionary<Guid, Person>.Empty, []);

    private readonly Lock _sorting = new();

    /// <summary>
    /// People with any of <paramref name="names"/> in the display name, or any of <paramref name="mails"/> in the mail or
    /// SIP address, without regard to case. Nothing asked for: everybody.
    /// </summary>
    /// <returns>So many as fit, and whether there are more.</returns>
    public (IReadOnlyList<Person> People, bool HasMore) Search(IReadOnlyList<string> names, IReadOnlyList<string> mails, int? most)
    {
        var limit = Math.Clamp(most ?? int.MaxValue, 0, options.Value.SearchLimit);
        var isAll = names.Count + mails.Count is 0;
        var pool = journal.Committed;
        var found = Sorted(pool)
            .Where(person => pool.MayUseChat(person) && (isAll || Has(person.DisplayName, names) || Has(person.Mail, mails) || Has(person.Uri, mails)))
            .Take(limit + 1)
            .ToList();
        return (found.Take(limit).ToList(), found.Count > limit);
    }

    private static bool Has(string? text, IReadOnlyList<string> parts)
    {
        for (var i = 0; i < parts.Count && text is not null; i++)
        {
            if (text.Contains(parts[i], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private Person[] Sorted(Pool pool)
    {
        lock (_sorting)
        {
            if (_sorted.Of != pool.People)
            {
                _sorted = (pool.People, [.. pool.People.Values
                    .OrderBy(person => person.DisplayName, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(person => person.Uri, StringComparer.Ordinal)]);
            }

            return _sorted.People;
        }
    }
}
