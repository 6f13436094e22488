namespace PersistentChat.Sip.Messages;

/// <summary>The methods this endpoint knows by name (RFC 3261 section 7.1 and the extensions named). Methods are case-sensitive.</summary>
public static class SipMethod
{
    public const string Ack = "ACK";
    public const string Bye = "BYE";
    public const string Cancel = "CANCEL";
    public const string Invite = "INVITE";
    public const string Options = "OPTIONS";
    public const string Register = "REGISTER";

    /// <summary>RFC 6086.</summary>
    public const string Info = "INFO";

    /// <summary>RFC 3428.</summary>
    public const string Message = "MESSAGE";

    /// <summary>RFC 6665.</summary>
    public const string Subscribe = "SUBSCRIBE";

    /// <summary>RFC 6665.</summary>
    public const string Notify = "NOTIFY";

    /// <summary>RFC 3262; never offered, so always outside of any dialog of ours.</summary>
    public const string Prack = "PRACK";

    /// <summary>RFC 3311.</summary>
    public const string Update = "UPDATE";

    /// <summary>MS-SIP: a NOTIFY that is not answered.</summary>
    public const string Benotify = "BENOTIFY";

    /// <summary>MS-SIP: publications and contact list edits.</summary>
    public const string Service = "SERVICE";

    /// <summary>RFC 3515; not served.</summary>
    public const string Refer = "REFER";

    /// <summary>RFC 3903; not served, publications come by SERVICE.</summary>
    public const string Publish = "PUBLISH";

    /// <summary>What the Allow header says (RFC 3261 section 20.5).</summary>
    public const string Allowed =
        "INVITE, ACK, CANCEL, BYE, UPDATE, INFO, OPTIONS, REGISTER, SUBSCRIBE, NOTIFY, SERVICE, MESSAGE";

    private static readonly string[] Known =
    [
        Info, Ack, Bye, Cancel, Invite, Options, Register, Message, Subscribe, Notify, Prack, Update, Benotify, Service,
        Refer, Publish,
    ];

    private static readonly string[] NotServed = [Prack, Refer, Publish];

    /// <summary>True for what <see cref="Allowed"/> lists, and for BENOTIFY, which nobody may ask for.</summary>
    internal static bool IsAllowed(string method) => IsKnown(method) && !NotServed.Contains(method);

    internal static bool IsKnown(string method) => Known.Contains(method);

    /// <summary>The method as a string, without allocating for the known ones.</summary>
    internal static string From(ReadOnlySpan<char> text)
    {
        foreach (var method in Known)
        {
            if (text.SequenceEqual(method)) { return method; }
        }

        return text.ToString();
    }
}
