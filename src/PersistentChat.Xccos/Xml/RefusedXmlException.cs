using System.Xml;

namespace PersistentChat.Xccos.Xml;

/// <summary>
/// Well-formed, but not what we read: a limit is passed, or another encoding declared. Never leaves this project.
/// </summary>
internal sealed class RefusedXmlException(string reason, bool isTooLarge) : XmlException(reason)
{
    public bool IsTooLarge => isTooLarge;
}
