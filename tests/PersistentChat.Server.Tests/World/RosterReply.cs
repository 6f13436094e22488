using System.Globalization;
using System.Xml.Linq;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.World;

/// <summary>The people of a room as <c>rpl:join</c> or <c>rpl:bjoin</c> tells them, with its own rules checked.</summary>
internal static class RosterReply
{
    private static readonly XNamespace Xccos = WireNames.Namespace;

    /// <summary>Address and mask of everybody in a room; null with a reason when the reply breaks its rules.</summary>
    public static IReadOnlyList<string>? PeopleOf(XElement reply, string room, out string problem)
    {
        var data = reply.Element(Xccos + "data")!;
        var people = data.Elements(Xccos + "uib").ToList();
        var ids = people.ConvertAll(person => (string?)person.Attribute("id"));
        var counted = Enumerable.Range(0, people.Count).Select(id => id.ToString(CultureInfo.InvariantCulture));
        var block = data.Elements(Xccos + "chanib").SingleOrDefault(each => (string?)each.Attribute("uri") == room);
        var listed = block?.Elements(Xccos + "aib")
            .SelectMany(aib => ((string)aib.Attribute("value")!).Split(',').Select(id => (Id: id, Mask: (string)aib.Attribute("key")!)))
            .ToList();
        problem = block is null ? $"There is not one chanib of {room}."
            : !ids.SequenceEqual(counted) ? $"The ids of the people are {string.Join(' ', ids)}, not counted from 0."
            : listed!.DistinctBy(each => each.Id).Count() != listed!.Count ? "Somebody is in two aibs."
            : listed!.Any(each => !ids.Contains(each.Id)) ? "An aib names an id that nobody has."
            : "";
        return problem.Length > 0
            ? null
            : [.. listed!.Select(each => $"{(string?)people[ids.IndexOf(each.Id)].Attribute("uri")} {each.Mask}").Order(StringComparer.Ordinal)];
    }
}
