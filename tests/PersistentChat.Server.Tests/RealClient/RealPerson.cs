using System.Net;
using System.Text.Json.Nodes;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>Somebody with the real client, by whose display alone it is told what comes and what does not.</summary>
internal sealed class RealPerson : IAsyncDisposable
{
    private readonly SipeDriver _client = SipeDriver.Start();

    private RealPerson(string name) => Uri = UriOf(name);

    public string Uri { get; }

    public static string UriOf(string name) => $"sip:{name}@example.com";

    public static async Task<RealPerson> SignInAsync(IPEndPoint server, string name, string password)
    {
        var person = new RealPerson(name);
        try
        {
            await person._client.ConnectAsync(server, name, password);
            await person._client.HearAsync("\"event\":\"groupchat-ready\"");
            return person;
        }
        catch
        {
            await person.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on it also shows every SIP message, or no longer.</summary>
    public async Task TraceAsync(bool on)
    {
        await _client.SayAsync($"trace {(on ? "on" : "off")}");
        await _client.HearAsync("\"event\":\"ok\",\"cmd\":\"trace\"");
    }

    /// <summary>The next SIP message with this in it, while these are shown.</summary>
    public Task<string> SeeWireAsync(string text) => _client.HearAsync(text);

    /// <summary>The titles in its list of rooms.</summary>
    public async Task<IReadOnlyList<string>> ListRoomsAsync()
    {
        await _client.SayAsync("rooms");
        var titles = new List<string>();
        while (await HearAsync("room", "rooms-end") is var shown && (string?)shown["event"] == "room")
        {
            titles.Add((string)shown["title"]!);
        }

        return titles;
    }

    /// <summary>Asks to be let into a room.</summary>
    /// <returns>The code it is answered.</returns>
    public async Task<int> AskToJoinAsync(string room)
    {
        await _client.SayAsync($"join {room}");
        return await HearReplyAsync("rpl:join");
    }

    /// <summary>Joins a room and has asked for its history: what is posted from now on comes once.</summary>
    public async Task JoinAsync(string room)
    {
        Assert.That(await AskToJoinAsync(room), Is.EqualTo(200));
        Assert.That((string?)(await HearAsync("joined"))["room"], Is.EqualTo(room));
        Assert.That(await HearReplyAsync("rpl:bccontext"), Is.EqualTo(200));
    }

    public async Task PartAsync(string room)
    {
        await _client.SayAsync($"part {room}");
        Assert.That((string?)(await HearAsync("parted"))["room"], Is.EqualTo(room));
    }

    public Task PostAsync(string room, string text) => _client.SayAsync($"send {room} {text}");

    /// <summary>The very next message in its window: whose it is, and what it says; <c>(old)</c> when it is history.</summary>
    public async Task<string> ReadAsync()
    {
        var shown = await HearAsync("message");
        return $"{shown["who"]}: {shown["text"]}{((bool)shown["history"]! ? " (old)" : "")}";
    }

    /// <summary>What it says of a message of its own that did not get there.</summary>
    public async Task<string> ReadFailureAsync() => (string)(await HearAsync("message-error"))["text"]!;

    /// <summary>Whom it sees leave next.</summary>
    public async Task<string> SeeLeaveAsync() => (string)(await HearAsync("left"))["who"]!;

    /// <summary>Signs off; the client must end well.</summary>
    public Task QuitAsync() => _client.QuitAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task<int> HearReplyAsync(string id)
    {
        JsonNode reply;
        do
        {
            reply = await HearAsync("reply");
        }
        while ((string?)reply["id"] != id);
        return (int)reply["code"]!;
    }

    private async Task<JsonNode> HearAsync(params string[] events) =>
        JsonNode.Parse(await _client.HearAsync([.. events.Select(it => $"{{\"event\":\"{it}\",")]))!;
}
