namespace PersistentChat.Xccos.Reading;

/// <summary>Why a body is no envelope; decides between 400 and 413.</summary>
public enum XccosFaultKind
{
    /// <summary>Not UTF-8, not well-formed, or with a DTD.</summary>
    NotXml,

    /// <summary>XML, but not an envelope with an id.</summary>
    NotXccos,

    /// <summary>A limit of <see cref="XccosLimits"/> is passed.</summary>
    TooLarge,
}
