using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Registration;

/// <summary>A person can be reached here (RFC 3261 section 10).</summary>
/// <param name="Person">Address of record.</param>
/// <param name="ContactUri">As the client wrote it.</param>
/// <param name="Instance"><c>urn:uuid:…</c> of the client (RFC 5626); null when it has none. Not unique: two clients on one host share it.</param>
/// <param name="Epid">MS-SIP: of the From header; not unique either.</param>
/// <param name="Gruu">What the client becomes when it calls (RFC 5627); null without instance.</param>
/// <param name="Connection">On which it said so, and on which alone it is reached.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record Binding(
    string Person,
    string ContactUri,
    string? Instance,
    string? Epid,
    string? Gruu,
    SipConnection Connection,
    DateTimeOffset ExpiresAt);
