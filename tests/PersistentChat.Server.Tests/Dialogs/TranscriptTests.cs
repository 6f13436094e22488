using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Dialogs;

/// <summary>A transcript that is not true fails, and says where.</summary>
internal sealed class TranscriptTests
{
    private const string Ask = "alice sends <cmd id=\"cmd:requri\" seqid=\"1\"><data/></cmd>";
    private const string Answer = "<commandid/><resp code=\"200\">SUCCESS_OK</resp>";

    [TestCase("alice receives <rpl id=\"rpl:join\"><commandid/><resp/><data/></rpl>", "id is \"rpl:requri\", not \"rpl:join\"")]
    [TestCase($"alice receives <rpl>{Answer}<data/></rpl>", "holds")]
    [TestCase($"alice receives <rpl>{Answer}<data><uib/><uib/></data></rpl>", "is not there")]
    [TestCase($"alice receives <rpl>{Answer}<data><uib color=\"red\"/></data></rpl>", "has no color")]
    [TestCase($"alice receives <rpl>{Answer}<data><uib>Alice</uib></data></rpl>", "says \"\", not \"Alice\"")]
    [TestCase($"alice receives exactly <rpl>{Answer}<data><uib uri=\"*\"/></data></rpl>", "as well")]
    [TestCase($"alice receives in any order <rpl>{Answer}<data><chanib/></data></rpl>", "nothing there is like it")]
    [TestCase("alice receives nothing more", "Something more came")]
    [TestCase("alice is answered 403", "The answer was 200")]
    [TestCase("alice dances", "There is no such sentence")]
    public void A_line_that_is_not_so_fails(string line, string reason)
    {
        var failure = Assert.ThrowsAsync<AssertionException>(() => PlayAsync(Ask, line))!;
        Assert.That(failure.Message, Does.Contain("line 4:").And.Contain(reason));
        Assert.That(failure.Message, Does.Contain("alice --> <xccos"));
    }

    [Test]
    public void What_no_line_tells_of_fails_at_the_end()
    {
        var failure = Assert.ThrowsAsync<AssertionException>(() => PlayAsync(Ask))!;
        Assert.That(failure.Message, Does.Contain("end of the dialog"));
    }

    [Test]
    public void A_refusal_that_no_line_tells_of_fails()
    {
        var failure = Assert.ThrowsAsync<AssertionException>(() => PlayAsync("alice sends the body <"))!;
        Assert.That(failure.Message, Does.Contain("was answered 400 before, and no line says so"));
    }

    private static async Task PlayAsync(params string[] lines)
    {
        var all = new[] { "people alice", "alice is online" }.Concat(lines);
        var transcript = new Transcript("test", [.. all.Select((text, index) => new TranscriptLine(index + 1, text))]);
        await using var play = new TranscriptPlay(transcript);
        await play.RunAsync();
    }
}
