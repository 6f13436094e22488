using System.Collections.Frozen;
using System.Text;
using System.Xml;

namespace PersistentChat.Xccos.Xml;

/// <summary>
/// What of a client's post is kept and sent on beside its text, and what is not (xccos.md 8.7). The server's own
/// attributes are not, in any case or namespace.
/// COMPAT(pidgin-sipe): it reads names without case and without prefix, declarations of prefixes included. So
/// <c>x:author="…"</c> or <c>xmlns:author="…"</c> would be shown as the author, and a <c>chat</c> of a foreign
/// namespace as the text: what people see would not be what is archived.
/// </summary>
internal static class PostMarkup
{
    private static readonly FrozenSet<string> ServerOwned = new[]
    {
        WireNames.Attributes.Id, WireNames.Attributes.Sequence, WireNames.Attributes.RoomUri,
        WireNames.Attributes.Author, WireNames.Attributes.AuthorName, WireNames.Attributes.Alert,
        WireNames.Attributes.ChatId, WireNames.Attributes.Time,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What we wrote ourselves is read again without a client's limits.</summary>
    private static readonly XccosLimits OwnText = new()
    {
        MaxBytes = int.MaxValue,
        MaxDepth = 512,
        MaxAttributes = int.MaxValue,
        MaxAttributeLength = int.MaxValue,
        MaxNameLength = int.MaxValue,
    };

    private static readonly XmlWriterSettings ForKeeping = new()
    {
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>The text and, unless that is all, the markup of a post; null when it has no <c>chat</c>.</summary>
    public static MessageContent? Read(Element post)
    {
        if (post.Child(WireNames.Elements.Chat) is not { } chat)
        {
            return null;
        }

        return new MessageContent(chat.Text, IsPlain(post, chat) ? null : Serialise(post, chat));
    }

    /// <summary>Into an open <c>grpchat</c> or <c>msg</c> that has the server's attributes already.</summary>
    public static void Write(XmlWriter xml, string markup)
    {
        var post = ElementReader.Read(Encoding.UTF8.GetBytes(markup), OwnText);
        Write(xml, post.Attributes);
        foreach (var node in post.Content)
        {
            ElementWriter.Write(xml, node);
        }
    }

    private static void Write(XmlWriter xml, IEnumerable<ElementAttribute> attributes)
    {
        foreach (var attribute in attributes.Where(IsKept))
        {
            if (ServerOwned.Contains(attribute.Prefix))
            {
                // Its prefix must not be declared for its own sake either: the library finds or makes another.
                xml.WriteAttributeString(attribute.Name, attribute.Namespace, attribute.Value);
            }
            else
            {
                ElementWriter.Write(xml, attribute);
            }
        }
    }

    private static string Serialise(Element post, Element chat)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, ForKeeping))
        {
            xml.Begin(WireNames.Elements.Post);
            Write(xml, Declarations(post).Concat(post.Attributes.Where(attribute => !attribute.IsDeclaration)));
            foreach (var node in post.Content.Where(node => IsKept(node, chat)))
            {
                ElementWriter.Write(xml, node);
            }

            xml.End();
        }

        return text.ToString();
    }

    /// <summary>
    /// All prefixes that are declared where the post stood, the nearest declaration of each: text and attribute values
    /// may use a prefix too, so it is not enough to keep those that names use.
    /// </summary>
    private static IEnumerable<ElementAttribute> Declarations(Element post)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var scope = post; scope is not null; scope = scope.Parent)
        {
            foreach (var declaration in scope.Attributes.Where(a => a.IsDeclaration && seen.Add(a.Name)))
            {
                yield return declaration;
            }
        }
    }

    private static bool IsPlain(Element post, Element chat) =>
        post.Attributes.All(a => a.IsDeclaration || !IsKept(a))
        && chat.Attributes.All(a => a.IsDeclaration)
        && !chat.Children.Any()
        && post.Content.Where(node => IsKept(node, chat)).All(node => node switch
        {
            { Element: { } child } => child == chat,
            { Text: var between } => string.IsNullOrWhiteSpace(between),
        });

    private static bool IsKept(Element.Node node, Element chat) =>
        node.Element is not { Name: WireNames.Elements.Chat } element || element == chat;

    /// <summary>
    /// The default namespace is not kept either: our element has ours, and a child that has another says so.
    /// </summary>
    private static bool IsKept(ElementAttribute attribute) =>
        !ServerOwned.Contains(attribute.Name)
        && !attribute.IsDefaultDeclaration
        && attribute is not { Namespace: WireNames.OwnNamespace, Name: WireNames.Attributes.ClientMessageId };
}
