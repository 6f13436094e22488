using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PersistentChat.Server.Tests.World;

/// <summary>
/// XML that a transcript expects. The attributes and children given must be there, children in that order and no others;
/// <c>*</c> stands for anything in values and texts, <c>...</c> as last text of an element for whatever else is in it.
/// </summary>
/// <param name="Root">With <c>*</c> and <c>...</c>.</param>
/// <param name="IsExact">Attributes that are not given must not be there.</param>
/// <param name="IsUnordered">Children may come in any order.</param>
internal sealed record InfosetPattern(XElement Root, bool IsExact, bool IsUnordered)
{
    private const string AndMore = "...";

    /// <summary>Null: it is as expected; otherwise where and how it is not.</summary>
    public string? Difference(XElement actual) => Difference(Root, actual, Root.Name.LocalName);

    public static bool Matches(string pattern, string text) => Regex.IsMatch(
        text, $"\\A{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}\\z", RegexOptions.Singleline);

    private static bool HasMore(XElement pattern) =>
        pattern.LastNode is XText text && text.Value.TrimEnd().EndsWith(AndMore, StringComparison.Ordinal);

    private static string TextOf(XElement element)
    {
        var text = string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value));
        return element.HasElements ? text.Trim() : text;
    }

    private static IEnumerable<XAttribute> Attributes(XElement element) =>
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration);

    private string? Difference(XElement pattern, XElement actual, string path)
    {
        if (pattern.Name != actual.Name)
        {
            return $"{path}: is {actual.Name}, not {pattern.Name}";
        }

        return AttributeDifference(pattern, actual, path)
            ?? TextDifference(pattern, actual, path)
            ?? ChildDifference(pattern, actual, path);
    }

    private string? AttributeDifference(XElement pattern, XElement actual, string path)
    {
        foreach (var attribute in Attributes(pattern))
        {
            if (actual.Attribute(attribute.Name)?.Value is not { } value)
            {
                return $"{path}: has no {attribute.Name}";
            }

            if (!Matches(attribute.Value, value))
            {
                return $"{path}: {attribute.Name} is \"{value}\", not \"{attribute.Value}\"";
            }
        }

        var more = Attributes(actual).Where(attribute => pattern.Attribute(attribute.Name) is null).ToList();
        return IsExact && more.Count > 0 ? $"{path}: has {string.Join(' ', more)} as well" : null;
    }

    private static string? TextDifference(XElement pattern, XElement actual, string path)
    {
        if (HasMore(pattern))
        {
            return null;
        }

        var (expected, text) = (TextOf(pattern), TextOf(actual));
        return Matches(expected, text) ? null : $"{path}: says \"{text}\", not \"{expected}\"";
    }

    private string? ChildDifference(XElement pattern, XElement actual, string path)
    {
        var rest = actual.Elements().ToList();
        foreach (var (index, child) in pattern.Elements().Index())
        {
            var childPath = $"{path}/{child.Name.LocalName}[{index + 1}]";
            if (rest.Count == 0)
            {
                return $"{childPath}: is not there";
            }

            var found = IsUnordered ? rest.FindIndex(each => Difference(child, each, childPath) is null) : 0;
            if (found < 0)
            {
                return $"{childPath}: nothing there is like it";
            }

            if (Difference(child, rest[found], childPath) is { } difference)
            {
                return difference;
            }

            rest.RemoveAt(found);
        }

        return rest.Count > 0 && !HasMore(pattern) ? $"{path}: holds {rest[0]} as well" : null;
    }
}
