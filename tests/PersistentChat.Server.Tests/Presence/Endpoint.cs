using System.Text;
using System.Xml.Linq;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>One endpoint of a person on the wire: its epid in every From, its BENOTIFYs as they come.</summary>
internal sealed class Endpoint(SipClient client, string person, string epid) : IAsyncDisposable
{
    public const string Self = "vnd-microsoft-roaming-self";
    public const string Contacts = "vnd-microsoft-roaming-contacts";

    public SipClient Client => client;

    public string Person => person;

    public static XElement XmlOf(SipMessage message) => XElement.Parse(Encoding.UTF8.GetString(message.Body.Span), LoadOptions.PreserveWhitespace);

    public SipRequest Create(string method, string? body = null, string? type = null)
    {
        var request = client.CreateRequest(method, person, person, person);
        request.Headers["From"] = $"<{person}>;tag={Guid.NewGuid():N};epid={epid}";
        if (body is not null)
        {
            request.Headers.Add("Content-Type", type ?? "application/whatever+xml");
            request.Body = Encoding.UTF8.GetBytes(body);
        }

        return request;
    }

    public Task<SipResponse> SendAsync(SipRequest request) => client.SendAsync(request, Patience.Token);

    public async Task SignInAsync(int? expires = null)
    {
        var request = Create(SipMethod.Register);
        request.Headers.Add("Contact", $"<sip:127.0.0.1;transport=tcp>;+sip.instance=\"<urn:uuid:{client.Instance}>\"");
        if (expires is not null)
        {
            request.Headers.Add("Expires", $"{expires}");
        }

        Assert.That((await SendAsync(request)).Status, Is.EqualTo(200));
    }

    /// <summary>The SUBSCRIBE and its 200.</summary>
    public async Task<(SipRequest Request, SipResponse Answer)> SubscribeAsync(string package, string? body = null, int? expires = null)
    {
        var request = Create(SipMethod.Subscribe, body);
        request.Headers.Add("Event", package);
        if (expires is not null)
        {
            request.Headers.Add("Expires", $"{expires}");
        }

        var answer = await SendAsync(request);
        Assert.That(answer.Status, Is.EqualTo(200));
        return (request, answer);
    }

    /// <summary>A later SUBSCRIBE of the same dialog, and its answer.</summary>
    public Task<SipResponse> AgainAsync((SipRequest Request, SipResponse Answer) first, int cseq, int? expires)
    {
        var again = Create(SipMethod.Subscribe);
        again.Headers["From"] = first.Request.Headers["From"];
        again.Headers["To"] = first.Answer.Headers["To"];
        again.Headers["Call-ID"] = first.Request.CallId;
        again.Headers["CSeq"] = $"{cseq} SUBSCRIBE";
        again.Headers.Add("Event", first.Request.Headers["Event"]!);
        if (expires is not null)
        {
            again.Headers.Add("Expires", $"{expires}");
        }

        return SendAsync(again);
    }

    public Task<SipResponse> ServiceAsync(string type, string body) => SendAsync(Create(SipMethod.Service, body, type));

    public Task<SipResponse> PublishAsync(
        string category, string content, int version = 0, string life = "static", string instance = "1", string container = "2", string more = "") =>
        ServiceAsync(
            "application/msrtc-category-publish+xml",
            $"<publish xmlns=\"http://schemas.microsoft.com/2006/09/sip/rich-presence\"><publications uri=\"{person}\">"
            + $"<publication categoryName=\"{category}\" instance=\"{instance}\" container=\"{container}\" version=\"{version}\" expireType=\"{life}\" {more}>"
            + $"{content}</publication></publications></publish>");

    public Task<SipResponse> StateAsync(string type, int availability, int version, string life) => PublishAsync(
        "state",
        "<state xmlns=\"http://schemas.microsoft.com/2006/09/sip/state\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        + $"xsi:type=\"{type}\"><availability>{availability}</availability></state>",
        version, life, instance: type == "userState" ? "536870912" : epid);

    public Task<SipResponse> SoapAsync(string operation) => ServiceAsync(
        "application/SOAP+xml",
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:m=\"http://schemas.microsoft.com/winrtc/2002/11/sip\">"
        + $"<s:Body>{operation}</s:Body></s:Envelope>");

    /// <summary>The next BENOTIFY.</summary>
    public async Task<SipRequest> ToldAsync()
    {
        var request = await client.Requests.ReadAsync(Patience.Token);
        Assert.That(request.Method, Is.EqualTo("BENOTIFY"));
        return request;
    }

    /// <summary>
    /// Nothing but what was expected has come. Proved by a change of the person's own that must be told and comes after it.
    /// </summary>
    public async Task NothingMoreIsToldAsync(Endpoint other)
    {
        var sentinel = $"sentinel{Guid.NewGuid():N}";
        Assert.That((await other.PublishAsync(sentinel, "<x/>")).Status, Is.EqualTo(200));
        Assert.That(Categories.Names(XmlOf(await ToldAsync())), Is.EqualTo(new[] { sentinel }));
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
