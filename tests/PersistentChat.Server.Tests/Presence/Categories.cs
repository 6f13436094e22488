using System.Xml.Linq;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>Reads the documents in which categories are told.</summary>
internal static class Categories
{
    private static readonly XNamespace Namespace = "http://schemas.microsoft.com/2006/09/sip/categories";
    private static readonly XNamespace State = "http://schemas.microsoft.com/2006/09/sip/state";

    public static IEnumerable<string> Names(XElement document) =>
        All(document).Select(category => (string)category.Attribute("name")!).Distinct();

    public static IEnumerable<XElement> Of(XElement document, string name) =>
        All(document).Where(category => (string?)category.Attribute("name") == name);

    /// <summary>What the instances have, by instance: version and content.</summary>
    public static IEnumerable<string> Instances(XElement document, string name) => Of(document, name)
        .Select(category => $"{(string?)category.Attribute("instance")} v{(string?)category.Attribute("version")} "
            + string.Concat(category.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))));

    public static string Aggregate(XElement document) => Of(document, "state")
        .Single(category => (string?)category.Attribute("instance") == "1" && category.Descendants(State + "state")
            .Any(state => state.Attributes().Any(attribute => attribute.Value == "aggregateState")))
        .Descendants(State + "availability").Single().Value;

    private static IEnumerable<XElement> All(XElement document) => document.DescendantsAndSelf(Namespace + "category");
}
