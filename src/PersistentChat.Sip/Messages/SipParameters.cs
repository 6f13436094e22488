namespace PersistentChat.Sip.Messages;

/// <summary>
/// The <c>;name=value</c> parameters behind a URI or a header value (RFC 3261 sections 19.1.1 and 7.3.1), in order; names
/// without regard to case, values without their quotes. A parameter without a value has the empty string.
/// </summary>
public sealed class SipParameters
{
    public static readonly SipParameters None = new([]);

    private readonly List<KeyValuePair<string, string>> _parameters;

    private SipParameters(List<KeyValuePair<string, string>> parameters) => _parameters = parameters;

    public int Count => _parameters.Count;

    /// <summary>The first parameter of that name; null when there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _parameters)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) { return value; }
            }

            return null;
        }
    }

    public bool Contains(string name) => this[name] is not null;

    public List<KeyValuePair<string, string>>.Enumerator GetEnumerator() => _parameters.GetEnumerator();

    /// <summary>Parses <c>a=1;b;c="x"</c>. False when a name is missing or nothing is between two semicolons.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out SipParameters parameters)
    {
        parameters = None;
        text = text.Trim();
        if (text.IsEmpty) { return true; }

        var found = new List<KeyValuePair<string, string>>();
        var goesOn = true;
        while (goesOn)
        {
            var end = HeaderText.IndexOutside(text, ';');
            var one = (end < 0 ? text : text[..end]).Trim();
            text = end < 0 ? default : text[(end + 1)..];
            goesOn = end >= 0;
            var equals = one.IndexOf('=');
            var name = (equals < 0 ? one : one[..equals]).TrimEnd();
            var value = equals < 0 ? default : one[(equals + 1)..].TrimStart();
            if (name.IsEmpty) { return false; }
            found.Add(new(name.ToString(), HeaderText.Unquote(value)));
        }

        parameters = new SipParameters(found);
        return true;
    }
}
