using System.Globalization;
using System.Text.RegularExpressions;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>
/// A client that signs in by NTLM with keys of <see cref="GssNtlm"/>, writes what it signs by itself, and looks at the
/// signature of everything that comes.
/// </summary>
internal sealed class NtlmPeer(TestPeer peer, int version = 4, string user = "alice", string password = TestAccounts.Password) : IDisposable
{
    public const string Realm = "SIP Communications Service";
    public const string Target = "server.example.com";

    private readonly GssNtlm _gss = new(user, password);
    private string _opaque = "";
    private int _number;
    private int _received;

    public string From { get; init; } = Wire.Alice;

    /// <summary>Of the request that signs in.</summary>
    public string Method { get; init; } = "REGISTER";

    /// <summary>Of its last REGISTER.</summary>
    public int LastCSeq { get; set; }

    /// <summary>Changes the AUTHENTICATE message before it is sent.</summary>
    public Action<byte[]> Tamper { get; init; } = _ => { };

    /// <summary>The three REGISTERs; what answers the last. A yes is signed.</summary>
    public async Task<SipResponse> SignInAsync()
    {
        var offer = await peer.AskAsync(Wire.Register(++LastCSeq, From));
        Assert.That(offer.Status, Is.EqualTo(401));
        var challenge = await peer.AskAsync(Wire.Register(++LastCSeq, From, extra: Authorization("gssapi-data=\"\"")));
        _opaque = Parameter(challenge, "WWW-Authenticate", "opaque");
        Assert.That(_gss.Step([]), Is.Empty);
        var token = _gss.Step(Convert.FromBase64String(Parameter(challenge, "WWW-Authenticate", "gssapi-data")));
        Tamper(token);
        _number = _received = 0;
        var proof = $"opaque=\"{_opaque}\", gssapi-data=\"{Convert.ToBase64String(token)}\"";
        var request = Wire.Register(++LastCSeq, From, extra: Authorization(proof)).Replace("REGISTER", Method, StringComparison.Ordinal);
        var answer = await peer.AskAsync(version < 4 ? request : Sign(request, proof));
        return answer.Status == 200 ? (SipResponse)Verified(answer) : answer;
    }

    /// <summary>The same message with its signature.</summary>
    public string Sign(string message, string alsoIn = "")
    {
        var bare = Regex.Replace(message, "^Authorization: .*\r\n", "", RegexOptions.Multiline);
        var number = (++_number).ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexString(_gss.Sign(TextOf(bare, "ca84d478", number)));
        var more = alsoIn.Length > 0 ? alsoIn : $"opaque=\"{_opaque}\"";
        var header = Authorization($"{more}, crand=\"ca84d478\", cnum=\"{number}\", response=\"{signature}\"");
        return bare.Replace("Content-Length:", $"{header}Content-Length:", StringComparison.Ordinal);
    }

    public async Task<SipResponse> AskAsync(string request) => (SipResponse)Verified(await peer.AskAsync(Sign(request)));

    /// <summary>The next message, of which the signature must be right.</summary>
    public async Task<SipMessage> ReceiveAsync() => Verified(await peer.ReceiveAsync());

    public void Dispose() => _gss.Dispose();

    private static string Parameter(SipMessage message, string header, string name)
    {
        var value = message.Headers[header];
        Assert.That(value, Is.Not.Null, $"{header} of {message.CSeq}");
        Assert.That(Credentials.TryParse(value!, out var parameters), Is.True, value);
        return parameters![name] ?? throw new AssertionException($"{value} has no {name}");
    }

    private SipMessage Verified(SipMessage message)
    {
        var salt = Parameter(message, "Authentication-Info", "srand");
        var number = Parameter(message, "Authentication-Info", "snum");
        var signature = Convert.FromHexString(Parameter(message, "Authentication-Info", "rspauth"));
        var text = TextOf(message, salt, number);
        Assert.That(_gss.Verify(text, signature), Is.True, text);
        Assert.That(number, Is.EqualTo((++_received).ToString(CultureInfo.InvariantCulture)), "none was left out, none came before");
        return message;
    }

    private string Authorization(string more) =>
        $"Authorization: NTLM qop=\"auth\", realm=\"{Realm}\", targetname=\"{Target}\", {more}{(version > 2 ? $", version={version}" : "")}\r\n";

    private string TextOf(string message, string salt, string number)
    {
        var head = message[..(message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)];
        Assert.That(SipParser.TryParse(System.Text.Encoding.UTF8.GetBytes(head), default, out var parsed, out var error), Is.True, $"{error}");
        return TextOf(parsed!, salt, number);
    }

    private string TextOf(SipMessage message, string salt, string number)
    {
        var isNew = version > 2;
        string[] fields =
        [
            "NTLM", salt, number, Realm, Target, message.CallId, message.CSeq.Number.ToString(CultureInfo.InvariantCulture), message.CSeq.Method,
            message.From.Uri.Text, message.From.Tag ?? "", .. isNew ? new[] { message.To.Uri.Text } : [], message.To.Tag ?? "",
            .. isNew ? new[] { "", "" } : [], message.Headers["Expires"] ?? "",
            .. message is SipResponse response ? new[] { response.Status.ToString(CultureInfo.InvariantCulture) } : [],
        ];
        return string.Concat(fields.Select(field => $"<{field}>"));
    }
}
