namespace PersistentChat.Sip.Tests.Torture;

/// <summary>
/// RFC 4475 and RFC 5118, message by message. Those of RFC 4475 (Copyright (C) The Internet Society 2006) were compared with the
/// archive in its appendix A, byte by byte. The signature in mpart01 is ours, because it is meaner than the one there (every
/// byte, NUL included, and what looks like a boundary), and so is the empty line that baddn lacks at its end. Those of RFC 5118
/// (Copyright (C) The IETF Trust 2008) are as printed there, but for Content-Lengths, which are right here.
/// </summary>
/// <remarks>
/// An answer of 488 is that of somebody who has understood everything: nearly all INVITEs there offer audio and video, and
/// this server has messages only.
/// </remarks>
internal static class TortureTable
{
    private const string Understood = "well formed, and understood up to its offer of audio, which is refused";
    private const string ForClients = "an answer to nothing we asked: a UAS on a stream drops it without a word, and reads on";
    private const string NoUdp = "sent over UDP in the RFC: a stream ends where Content-Length says, not where the datagram ends";

    public static IEnumerable<TortureCase> All => [.. Rfc4475, .. Rfc5118.Select(it => it with { Rfc = "rfc5118" })];

    public static IReadOnlyList<TortureCase> Rfc4475 { get; } =
    [
        new("wsinv", "3.1.1.1", true, [488], Then.GoesOn, Understood),
        new("intmeth", "3.1.1.2", true, [501], Then.GoesOn, "an endpoint answers 501 and says in Allow what there is"),
        new("esc01", "3.1.1.3", true, [488], Then.GoesOn, Understood),
        new("escnull", "3.1.1.4", true, [403], Then.GoesOn, "an escaped NUL is a name like any other; two Contacts in one REGISTER are more than this registrar takes, where a binding is a connection"),
        new("esc02", "3.1.1.5", true, [501], Then.GoesOn, "a percent sign escapes nothing in a method: it is an unknown one"),
        new("lwsdisp", "3.1.1.6", true, [200], Then.GoesOn, "no blank is needed in front of an angle bracket"),
        new("longreq", "3.1.1.7", true, [488], Then.GoesOn, Understood),
        new("dblreq", "3.1.1.8", true, [200, 488, 400], Then.Ends, $"{NoUdp}, so what follows the REGISTER is no rubbish but the next request; what that one's length leaves over is some"),
        new("semiuri", "3.1.1.9", true, [200], Then.GoesOn, "a semicolon in the user part is part of the user"),
        new("transports", "3.1.1.10", true, [200], Then.GoesOn, "transports are names"),
        new("mpart01", "3.1.1.11", true, [200], Then.GoesOn, "a body is bytes; what they mean is the application's business"),
        new("unreason", "3.1.1.12", true, [], Then.GoesOn, ForClients),
        new("noreason", "3.1.1.13", true, [], Then.GoesOn, ForClients),

        new("badinv01", "3.1.2.1", false, [400], Then.GoesOn, "nothing stands between two semicolons of its Via"),
        new("clerr", "3.1.2.2", false, [], Then.Starves, $"{NoUdp}: the rest is waited for, and takes too long"),
        new("ncl", "3.1.2.3", false, [400], Then.Ends, "a negative length does not say where the next message begins"),
        new("scalar02", "3.1.2.4", false, [400], Then.GoesOn, "a CSeq is less than 2**31"),
        new("scalarlg", "3.1.2.5", false, [], Then.GoesOn, ForClients),
        new("quotbal", "3.1.2.6", false, [400], Then.GoesOn, "a quoted string that does not end is not repaired"),
        new("ltgtruri", "3.1.2.7", false, [400], Then.GoesOn, "a Request-URI has no brackets; it is not repaired"),
        new("lwsruri", "3.1.2.8", false, [400], Then.GoesOn, "a Request-URI has no blanks; it is not repaired"),
        new("lwsstart", "3.1.2.9", false, [400], Then.GoesOn, "single blanks in a start line; it is not repaired"),
        new("trws", "3.1.2.10", false, [400], Then.Ends, "what does not end in a version may be of another protocol, so nothing more is read"),
        new("escruri", "3.1.2.11", false, [400], Then.GoesOn, "a Request-URI has no headers"),
        new("baddate", "3.1.2.12", true, [488], Then.GoesOn, "the date is of no interest here, so its time zone is none either"),
        new("regbadct", "3.1.2.13", true, [403], Then.GoesOn, "an address with headers stands in brackets. The RFC would have 400; the refusals of this registrar are those that the real client understands"),
        new("badaspec", "3.1.2.14", true, [200], Then.GoesOn, "the RFC lets both be: blanks within the brackets are forgiven, there is nothing they could mean"),
        new("baddn", "3.1.2.15", true, [200], Then.GoesOn, "the RFC lets both be: in From and To, of which there is one, a comma separates nothing"),
        new("badvers", "3.1.2.16", false, [505], Then.GoesOn, "framed like ours, but another version"),
        new("mismatch01", "3.1.2.17", false, [400], Then.GoesOn, "two methods in one request"),
        new("mismatch02", "3.1.2.18", false, [400], Then.GoesOn, "the RFC allows 501 as well; what contradicts itself is malformed before it is unknown"),
        new("bigcode", "3.1.2.19", false, [], Then.GoesOn, ForClients),

        new("badbranch", "3.2.1", true, [200], Then.GoesOn, "a branch of the cookie alone is compared like one of RFC 2543: with everything else"),

        new("insuf", "3.3.1", false, [400], Then.GoesOn, "answered with what there is to repeat"),
        new("unkscm", "3.3.2", false, [416], Then.GoesOn, "an unknown scheme"),
        new("novelsc", "3.3.3", false, [416], Then.GoesOn, "a known scheme, but not of SIP"),
        new("unksm2", "3.3.4", false, [400], Then.GoesOn, "a registrar needs SIP addresses in To; so does everybody here, which is why it is refused early"),
        new("bext01", "3.3.5", true, [420], Then.GoesOn, "all four are named in Unsupported: to its clients this server is their first proxy too"),
        new("invut", "3.3.6", true, [415], Then.GoesOn, "Accept says what would do"),
        new("regaut01", "3.3.7", true, [200], Then.GoesOn, "a listener that asks for no proof does not look at one"),
        new("multi01", "3.3.8", false, [400], Then.GoesOn, "the first of each goes into the answer"),
        new("mcl01", "3.3.9", false, [400], Then.Ends, "which length is the right one is not known, so neither is the next message"),
        new("bcast", "3.3.10", true, [], Then.GoesOn, ForClients),
        new("zeromf", "3.3.11", true, [200], Then.GoesOn, "defined for proxies: here it has arrived, so no hop is needed"),
        new("cparam01", "3.3.12", true, [200], Then.GoesOn, "a parameter of the header; bindings keep none they do not know"),
        new("cparam02", "3.3.13", true, [200], Then.GoesOn, "a parameter of the URI, which is kept as written"),
        new("regescrt", "3.3.14", true, [200], Then.GoesOn, "in brackets an address may have headers; they are kept and never followed"),
        new("sdp01", "3.3.15", true, [488], Then.GoesOn, "406 would be as right; what is offered comes before what would be accepted"),

        new("inv2543", "3.4.1", true, [200], Then.Starves, $"{NoUdp}, and there is none: an INVITE without offer, and behind it lines that begin a message and never end it"),
    ];

    public static IReadOnlyList<TortureCase> Rfc5118 { get; } =
    [
        new("ipv6-good", "4.1", true, [200], Then.GoesOn, "an address in brackets"),
        new("ipv6-bad", "4.2", false, [400], Then.GoesOn, "without brackets the rest of the address would be a port"),
        new("port-ambiguous", "4.3", true, [200], Then.GoesOn, "what is within the brackets is address, whatever was meant"),
        new("port-unambiguous", "4.4", true, [200], Then.GoesOn, "what follows the brackets is the port"),
        new("via-received-param-with-delim", "4.5", true, [481], Then.GoesOn, "forgiven: both forms are read, and we write the one without; the BYE is of no dialog"),
        new("via-received-param-no-delim", "4.5", true, [200], Then.GoesOn, "the form without, which the grammar has"),
        new("ipv6-in-sdp", "4.6", true, [488], Then.GoesOn, Understood),
        new("mult-ip-in-header", "4.7", true, [481], Then.GoesOn, "understood; the BYE is of no dialog"),
        new("mult-ip-in-sdp", "4.8", true, [488], Then.GoesOn, Understood),
        new("ipv4-mapped-ipv6", "4.9", true, [488], Then.GoesOn, Understood),
        new("ipv6-bug-abnf-3-colons", "4.10", true, [200], Then.GoesOn, "a third colon, which the grammar of RFC 3261 asked for by mistake, is to be forgiven"),
        new("ipv6-correct-abnf-2-colons", "4.10", true, [200], Then.GoesOn, "the same address without it"),
    ];
}
