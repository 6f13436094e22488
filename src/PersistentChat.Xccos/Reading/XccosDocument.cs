using PersistentChat.Xccos.Commands;

namespace PersistentChat.Xccos.Reading;

/// <summary>
/// One envelope (xccos.md section 4). <paramref name="EnvelopeId"/> is kept as text and echoed unchanged.
/// <paramref name="Primitives"/> stand in the order of the document; there may be none.
/// </summary>
public sealed record XccosDocument(string EnvelopeId, IReadOnlyList<ClientPrimitive> Primitives) : XccosReading;
