namespace PersistentChat.Sip.Messages;

/// <summary>
/// The headers of a message (RFC 3261 section 7.3), in order. Names are compared without regard to case; compact names become
/// the long ones on the way in, so that none is ever written. Lines with the same name stay lines of their own.
/// </summary>
/// <remarks>
/// This is the only way into a message that we write, so it is here that a line break in a value is impossible.
/// </remarks>
public sealed class SipHeaders
{
    private readonly List<KeyValuePair<string, string>> _lines = new(12);

    public int Count => _lines.Count;

    /// <summary>The value of the first line of that name (long form); null when there is none. Setting replaces all of them.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _lines)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) { return value; }
            }

            return null;
        }

        set
        {
            Remove(name);
            if (value is not null) { Add(name, value); }
        }
    }

    /// <exception cref="ArgumentException">The name is no token, or the value has a line break or another control character.</exception>
    public void Add(string name, string value)
    {
        if (!HeaderText.IsToken(name)) { throw new ArgumentException($"'{name}' is not a header name.", nameof(name)); }
        if (!HeaderText.IsLine(value)) { throw new ArgumentException($"The value of {name} has control characters.", nameof(value)); }
        _lines.Add(new(SipHeaderNames.Canonical(name), value));
    }

    public void Remove(string name) =>
        _lines.RemoveAll(line => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase));

    public bool Contains(string name) => this[name] is not null;

    /// <summary>The values of all lines of that name, in order.</summary>
    public IEnumerable<string> All(string name) =>
        _lines.Where(line => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value);

    /// <summary>How many lines of that name there are.</summary>
    public int CountOf(string name)
    {
        var count = 0;
        foreach (var (key, _) in _lines)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) { count++; }
        }

        return count;
    }

    /// <summary>The comma separated elements of all lines of that name, in order.</summary>
    public IEnumerable<string> Elements(string name) => All(name).SelectMany(HeaderText.Split);

    public List<KeyValuePair<string, string>>.Enumerator GetEnumerator() => _lines.GetEnumerator();

    /// <summary>The first line of that name gets another value, in its place.</summary>
    internal void ReplaceFirst(string name, string value)
    {
        if (!HeaderText.IsLine(value)) { throw new ArgumentException($"The value of {name} has control characters.", nameof(value)); }
        var at = _lines.FindIndex(line => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        _lines[at] = new(_lines[at].Key, value);
    }

    /// <summary>For the parser, which has looked at name and value already.</summary>
    internal void AddParsed(string name, string value) => _lines.Add(new(name, value));
}
