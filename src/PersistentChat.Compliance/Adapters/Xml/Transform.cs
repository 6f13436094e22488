using System.Xml;
using System.Xml.XPath;
using System.Xml.Xsl;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Xml;

/// <summary>An operator's XSLT 1.0 transform: no scripts, and it reads no other document.</summary>
internal sealed class Transform
{
    private readonly XslCompiledTransform _compiled = new();

    private Transform(string path)
    {
        using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        _compiled.Load(reader, XsltSettings.Default, stylesheetResolver: null);
    }

    /// <exception cref="AdapterSettingException">It is not there, or no transform.</exception>
    public static Transform Load(string path)
    {
        try
        {
            return new Transform(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or XmlException or XsltException)
        {
            throw new AdapterSettingException(nameof(AdapterSettings.CustomConfiguration), $"{path}: {wrong.Message}");
        }
    }

    public void Apply(Stream document, Stream result)
    {
        using var reader = XmlReader.Create(document, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        _compiled.Transform(new XPathDocument(reader), arguments: null, result);
    }
}
