using System.Globalization;
using System.Text;
using System.Xml.Linq;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.World;

/// <summary>One endpoint of a person in a transcript: a connection (perhaps shared with another), and its chat dialog.</summary>
internal sealed class Speaker(string name, string person, TestServer server, TranscriptLog log) : IAsyncDisposable
{
    private const string Plain = "text/plain";
    private static readonly XNamespace Xccos = WireNames.Namespace;

    private readonly HashSet<string> _envelopes = [];
    private SipClient? _client;
    private ClientDialog? _dialog;
    private byte[] _lastSent = [];
    private long _envelope = 40_000;
    private bool _isAnswerExpected;

    public string Person => person;

    /// <summary>The answer to the last INFO.</summary>
    public SipResponse? Answer { get; private set; }

    /// <summary>What came last, as an infoset and as it was on the wire.</summary>
    public (XElement Element, string Text) Last { get; private set; } = (new XElement("nothing"), "");

    public bool IsInDialog => _dialog is { Ended.IsCompleted: false };

    private SipClient Client => _client ?? throw log.Failure($"{name} has not signed in.");

    private ClientDialog Dialog => _dialog ?? throw log.Failure($"{name} has no chat dialog.");

    public async Task SignInAsync()
    {
        _client = await server.ConnectAsync();
        var answer = await _client.RegisterAsync(person, Patience.Token);
        Require(answer.Status == 200, $"The sign-in was answered {answer.Status}.");
    }

    public async Task SignOutAsync()
    {
        var answer = await Client.RegisterAsync(person, Patience.Token, expires: 0);
        Require(answer.Status == 200, $"The sign-out was answered {answer.Status}.");
    }

    public async Task OpenDialogAsync()
    {
        _dialog = await Client.InviteAsync(person, server.Pool.PoolUri, Patience.Token);
        _envelopes.Clear();
    }

    /// <summary>A second dialog over the connection of another.</summary>
    public Task OpenDialogBesideAsync(Speaker other)
    {
        _client = other.Client;
        return OpenDialogAsync();
    }

    public Task SendAsync(string primitive, string? envelope = null)
    {
        var id = envelope ?? (++_envelope).ToString(CultureInfo.InvariantCulture);
        return SendBodyAsync(Encoding.UTF8.GetBytes(
            $"<xccos ver=\"1\" envid=\"{id}\" xmlns=\"{WireNames.Namespace}\">{primitive}</xccos>"));
    }

    public Task RepeatAsync() => SendBodyAsync(_lastSent);

    public async Task SendBodyAsync(byte[] body, string type = Plain)
    {
        RequireAnswerSeen();
        _lastSent = body;
        log.Sent(name, Encoding.UTF8.GetString(body));
        var info = Dialog.CreateRequest(SipMethod.Info);
        info.Headers.Add(SipHeaderNames.ContentType, type);
        info.Body = body;
        Answer = await Client.SendAsync(info, Patience.Token);
        _isAnswerExpected = Answer.Status == 200;
        if (!_isAnswerExpected)
        {
            log.Received(name, $"{Answer.Status} {Answer.Reason}, {Answer.Headers["Ms-diagnostics"] ?? "no Ms-diagnostics"}");
        }
    }

    public void ExpectAnswer(int status, string diagnostics)
    {
        _isAnswerExpected = true;
        Require(Answer?.Status == status, $"The answer was {Answer?.Status}.");
        var told = Answer!.Headers["Ms-diagnostics"] ?? "";
        Require(InfosetPattern.Matches(diagnostics, told), $"Ms-diagnostics was: {told}");
    }

    public async Task ReceiveAsync(InfosetPattern expected)
    {
        RequireAnswerSeen();
        await NextAsync($"Nothing came within {Patience.Limit.TotalSeconds:0} s.");
        Require(expected.Difference(Last.Element) is not { } difference, $"What came is different. {expected.Difference(Last.Element)}");
    }

    /// <summary>
    /// Proved by a question whose answer comes at once: whatever had been sent before is here before that answer.
    /// </summary>
    public async Task ReceiveNothingMoreAsync()
    {
        RequireAnswerSeen();
        await server.SettleAsync();
        await SendAsync("<cmd id=\"cmd:getserverinfo\" seqid=\"sentinel\"><data/></cmd>");
        await NextAsync("Not even the answer to the sentinel came.");
        var isSentinel = (string?)Last.Element.Element(Xccos + "commandid")?.Attribute("seqid") == "sentinel";
        Require(isSentinel, "Something more came.");
    }

    public async Task HangUpAsync()
    {
        var answer = await Dialog.ByeAsync(Patience.Token);
        Require(answer.Status == 200, $"BYE was answered {answer.Status}.");
    }

    public void RequireAnswerSeen() =>
        Require(Answer is null || _isAnswerExpected, $"{name} was answered {Answer?.Status} before, and no line says so.");

    public void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw log.Failure(otherwise);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    private async Task NextAsync(string orElse)
    {
        ReadOnlyMemory<byte> body;
        try
        {
            body = await Dialog.Incoming.ReadAsync(Patience.Token);
        }
        catch (Exception none) when (none is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            throw log.Failure(orElse);
        }

        var text = Encoding.UTF8.GetString(body.Span);
        log.Received(name, text);
        Last = (Unwrap(XDocument.Parse(text, LoadOptions.PreserveWhitespace)), text);
    }

    // Every envelope of the server: nothing but the root, its three attributes and one primitive; an id used once.
    private XElement Unwrap(XDocument document)
    {
        var root = document.Root!;
        Require(document.Declaration is null && document.Nodes().Count() == 1, "There is more than an envelope.");
        Require(root.Name == Xccos + "xccos", $"The root is {root.Name}.");
        var attributes = root.Attributes().Where(it => !it.IsNamespaceDeclaration).Select(it => it.Name.LocalName);
        Require(attributes.SequenceEqual(["ver", "envid"]), $"The envelope has {string.Join(' ', root.Attributes())}.");
        Require((string?)root.Attribute("ver") == "1", "The envelope is not of version 1.");
        var id = (string)root.Attribute("envid")!;
        Require(long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _), $"envid {id} is no number.");
        Require(_envelopes.Add(id), $"envid {id} came before in this dialog.");
        Require(root.Nodes().Count() == 1 && root.Elements().Any(), "There is not exactly one primitive.");
        return root.Elements().Single();
    }
}
