namespace PersistentChat.Xccos.Xml;

/// <summary>
/// One element as it was read: names with their prefixes, attributes (namespace declarations among them) and content
/// in order. The library's own trees choose prefixes anew; what a client posted must come out as it went in.
/// </summary>
internal sealed class Element(string prefix, string name, string namespaceUri, Element? parent)
{
    private readonly List<Node> _content = [];
    private readonly List<ElementAttribute> _attributes = [];

    public string Prefix => prefix;

    public string Name => name;

    public string Namespace => namespaceUri;

    public Element? Parent => parent;

    public IReadOnlyList<ElementAttribute> Attributes => _attributes;

    public IReadOnlyList<Node> Content => _content;

    public IEnumerable<Element> Children => _content.Select(node => node.Element).OfType<Element>();

    /// <summary>This element, then everything below it in the order of the document.</summary>
    public IEnumerable<Element> SelfAndDescendants =>
        Children.SelectMany(child => child.SelfAndDescendants).Prepend(this);

    /// <summary>All text below this element.</summary>
    public string Text => _content switch
    {
        [] => "",
        [{ Text: { } only }] => only,
        _ => string.Concat(_content.Select(node => node.Text ?? node.Element!.Text)),
    };

    public void Add(Node node) => _content.Add(node);

    public void Add(ElementAttribute attribute) => _attributes.Add(attribute);

    /// <summary>Whether this is the element of that name in the chat language. Element names have case.</summary>
    public bool Is(string wireName) => name == wireName && namespaceUri == WireNames.Namespace;

    public Element? Child(string wireName)
    {
        foreach (var node in _content)
        {
            if (node.Element is { } child && child.Is(wireName))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>
    /// The value of an attribute without namespace. Attribute names have no case (TRANSCRIPT.md section 2).
    /// </summary>
    public string? Attribute(string wireName) => Attribute("", wireName);

    /// <summary>The value of the first of these that there is.</summary>
    public string? FirstAttribute(string[] wireNames) => wireNames.Select(Attribute).FirstOrDefault(value => value is not null);

    public string? Attribute(string attributeNamespace, string wireName)
    {
        foreach (var attribute in _attributes)
        {
            if (attribute.Namespace == attributeNamespace
                && attribute.Name.Equals(wireName, StringComparison.OrdinalIgnoreCase))
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>A piece of content: an element, or else text.</summary>
    internal readonly record struct Node(Element? Element, string? Text);
}
