using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>Rooms, categories and people as a compliance event keeps them.</summary>
internal static class Facts
{
    public static ComplianceRoom Of(RoomSnapshot room, string domain) =>
        new($"ma-chan://{domain}/{room.Id:D}", room.Room.Name, room.Category.KeepsHistory);

    public static ComplianceCategory Of(Category category, string domain) =>
        new($"ma-cat://{domain}/{category.Id:D}", category.Name);

    /// <summary>A person, or a group or domain in the place of one.</summary>
    public static CompliancePerson Of(Guid principalId, Pool pool, string domain) =>
        pool.People.TryGetValue(principalId, out var person) ? Of(person, domain)
        : pool.Affiliations.Groups.TryGetValue(principalId, out var group) ? Of(group)
        : new CompliancePerson(principalId, $"ma-grp:{principalId:D}@u.g", "Everybody", null, IsInternal: true);

    /// <summary>What is different, in words: <c>Privacy: Open -> Secret; …</c></summary>
    public static string Differences(params IEnumerable<(string Name, object? Before, object? Now)> all) =>
        string.Join("; ", all.Where(it => !Equals(it.Before, it.Now)).Select(it => $"{it.Name}: {it.Before} -> {it.Now}"));

    public static CompliancePerson Of(Group group) => new(group.Id, group.Uri, group.Name, null, IsInternal: true);

    public static CompliancePerson Of(Person person, string domain) => new(
        person.Id,
        person.Uri,
        person.DisplayName,
        person.Mail,
        person.Uri.EndsWith($"@{domain}", StringComparison.OrdinalIgnoreCase));
}
