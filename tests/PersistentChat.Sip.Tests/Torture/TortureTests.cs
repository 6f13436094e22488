using System.Buffers;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Torture;

/// <summary>RFC 4475 and RFC 5118: each message through the parser, and over a connection with somebody innocent beside it.</summary>
public class TortureTests
{
    private static IEnumerable<TestCaseData> Cases() =>
        TortureTable.All.Select(it => new TestCaseData(it).SetArgDisplayNames(it.ToString()));

    [Test]
    public void Every_message_of_both_documents_is_in_the_table_once_and_has_its_file()
    {
        var files = new[] { "rfc4475", "rfc5118" }.SelectMany(rfc => Directory
            .EnumerateFiles(Path.Combine(TortureCase.Folder(), rfc))
            .Select(file => $"{rfc}/{Path.GetFileName(file)}"));

        Assert.That((TortureTable.Rfc4475.Count, TortureTable.Rfc5118.Count), Is.EqualTo((49, 12)));
        Assert.That(TortureTable.All.Select(it => $"{it.Rfc}/{it.Name}.dat"), Is.EquivalentTo(files));
        Assert.That(TortureTable.All.All(it => it.Why.Length > 0));
    }

    [TestCaseSource(nameof(Cases))]
    public void The_parser_makes_of_it_what_the_table_says(TortureCase torture)
    {
        var buffer = new ReadOnlySequence<byte>(torture.Bytes);
        var status = new MessageFramer(new SipLimits()).Read(ref buffer, out var frame);

        if (torture is { Then: Then.Starves, Parsed: false })
        {
            Assert.That(status, Is.EqualTo(FrameStatus.NeedMore));
            return;
        }

        var error = frame.Error;
        var isParsed = status == FrameStatus.Message && frame.TryParse(out _, out error);
        Assert.That(isParsed, Is.EqualTo(torture.Parsed), error?.Reason);
        if (!isParsed && torture.Answers.Length > 0) { Assert.That(error!.Status, Is.EqualTo(torture.Answers[0])); }
    }

    [TestCaseSource(nameof(Cases))]
    public async Task A_connection_makes_of_it_what_the_table_says_and_nobody_else_notices(TortureCase torture)
    {
        await using var server = new TestServer(new CountingAuthentication());
        server.Application.Handler = transaction => Serve(server, transaction);
        var innocent = server.Connect(from: "192.0.2.1:1");
        var peer = server.Connect(from: "192.0.2.2:2");
        await peer.SendAsync(torture.Bytes);

        foreach (var status in torture.Answers)
        {
            // Looked at as bytes: what was broken in the request and is repeated is still broken.
            Assert.That(await peer.ReceiveStartLineAsync(), Does.StartWith($"SIP/2.0 {status} "));
        }

        if (torture.Then == Then.GoesOn)
        {
            Assert.That((await peer.AskAsync(Wire.Plain("OPTIONS", callId: "next"))).CallId, Is.EqualTo("next"));
        }
        else
        {
            if (torture.Then == Then.Starves) { server.Clock.Advance(new SipLimits().PartialMessageTimeout); }
            Assert.That(await peer.ReceiveToEndAsync(), Is.Empty);
        }

        Assert.That((await innocent.AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200));
    }

    private static void Serve(TestServer server, PersistentChat.Sip.Transactions.ServerTransaction transaction)
    {
        switch (transaction.Request.Method)
        {
            case SipMethod.Register:
                var result = server.Registrar.Register(transaction);
                transaction.Respond(result.Status, result.Reason, [.. result.Headers]);
                break;
            case SipMethod.Invite:
                transaction.Accept(server.User);
                break;
            default:
                transaction.Respond(200);
                break;
        }
    }
}
