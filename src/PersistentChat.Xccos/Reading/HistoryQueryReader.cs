using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Reading;

/// <summary>
/// What a history query says, as names with values: <c>&lt;bcq matchcase="true"&gt;</c>,
/// <c>&lt;matchcase&gt;true&lt;/matchcase&gt;</c>, <c>&lt;matchcase value="true"/&gt;</c> and <c>&lt;matchcase/&gt;</c> say
/// the same.
/// </summary>
internal sealed class HistoryQueryReader(Element data)
{
    private readonly List<(string Name, string Value)> _said =
    [
        .. data.Children
            .Where(child => child.Is(WireNames.Elements.HistoryQuery))
            .SelectMany(query => query.SelfAndDescendants)
            .SelectMany(Said),
    ];

    public string? Value(string[] names) => _said.FirstOrDefault(each => IsOne(each.Name, names)).Value;

    public bool Is(string[] names) => WireValue.IsTrue(Value(names));

    public long? Number(string[] names) =>
        Value(names) is { } value && WireValue.TryNumber(value.Trim(), out var number) ? number : null;

    public int? Limit() => _said
        .Where(each => WireNames.Attributes.Limits.Any(part => each.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
        .Select(each => WireValue.Count(each.Value.Trim()))
        .FirstOrDefault(count => count is not null);

    /// <summary>False: there is one, and it cannot be read.</summary>
    public bool TryDate(string[] names, out WireDate? date)
    {
        date = null;
        if (Value(names) is not { Length: > 0 } value)
        {
            return true;
        }

        var ok = WireDate.TryParse(value, out var read);
        date = ok ? read : null;
        return ok;
    }

    /// <summary>Addresses in <c>uib</c> anywhere, or named as authors in the query. Null: none.</summary>
    public IReadOnlyList<string>? Authors()
    {
        var people = data.SelfAndDescendants
            .Where(element => element.Is(WireNames.Elements.Person))
            .Select(element => element.Attribute(WireNames.Attributes.Uri) ?? "");
        var named = _said
            .Where(each => IsOne(each.Name, WireNames.HistoryQueries.Authors))
            .SelectMany(each => each.Value.Split([';', ','], StringSplitOptions.TrimEntries));
        var all = people.Concat(named).Where(uri => uri.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return all.Count > 0 ? all : null;
    }

    private static IEnumerable<(string Name, string Value)> Said(Element element)
    {
        foreach (var attribute in element.Attributes.Where(attribute => !attribute.IsDeclaration))
        {
            var isOfElement = IsOne(attribute.Name, WireNames.HistoryQueries.Values);
            yield return (isOfElement ? element.Name : attribute.Name, attribute.Value);
        }

        var hasChildren = element.Children.Any();
        if (!hasChildren && element.Text is { Length: > 0 } text)
        {
            yield return (element.Name, text);
        }
        else if (!hasChildren && !element.Attributes.Any(attribute => !attribute.IsDeclaration))
        {
            yield return (element.Name, WireNames.Values.True);
        }
    }

    private static bool IsOne(string name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
