using System.Xml;

namespace PersistentChat.Xccos.Writing;

/// <summary>One thing the server says: a reply or a notice. It knows how it looks on the wire.</summary>
public abstract record ServerPrimitive
{
    private protected ServerPrimitive()
    {
    }

    internal abstract void Write(XmlWriter xml);
}
