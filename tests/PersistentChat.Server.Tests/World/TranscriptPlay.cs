using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.World;

/// <summary>Plays a transcript against a server of its own. What the sentences are is in <c>Dialogs/README.md</c>.</summary>
internal sealed class TranscriptPlay(Transcript transcript) : IAsyncDisposable
{
    private const string Name = "[a-z][a-z-]*";

    private static readonly (Regex Form, Func<TranscriptPlay, string, Match, Task> Deed)[] Sentences =
    [
        Sentence("signs? in( again as (?<alias>NAME))?", (play, who, match) => play.New(who, match).SignInAsync()),
        Sentence("opens? a chat dialog", (play, who, _) => play._speakers[who].OpenDialogAsync()),
        Sentence("opens? another chat dialog as (?<alias>NAME)", (play, who, match) =>
            play.New(who, match).OpenDialogBesideAsync(play._speakers[who])),
        Sentence("(is|are) online", (play, who, _) => play.OnlineAsync(who)),
        Sentence("joins? (?<room>[A-Z][^;,]*)", (play, who, match) => play.JoinAsync(who, match.Groups["room"].Value)),
        Sentence("sends?( as envelope (?<envelope>\\d+))? (?<xml><.*)", (play, who, match) => play._speakers[who].SendAsync(
            match.Groups["xml"].Value, match.Groups["envelope"] is { Success: true } given ? given.Value : null)),
        Sentence("repeats? that", (play, who, _) => play._speakers[who].RepeatAsync()),
        Sentence("sends? the body (?<body>.*)", (play, who, match) =>
            play._speakers[who].SendBodyAsync(Encoding.UTF8.GetBytes(match.Groups["body"].Value))),
        Sentence("sends? a body of type (?<type>\\S+) (?<body>.*)", (play, who, match) => play._speakers[who].SendBodyAsync(
            Encoding.UTF8.GetBytes(match.Groups["body"].Value), match.Groups["type"].Value)),
        Sentence("(is|are) answered (?<status>\\d+)( (?<diagnostics>.+))?", (play, who, match) => play.ExpectAnswer(who, match)),
        Sentence("receives?(?<exact> exactly)?(?<unordered> in any order)? (?<xml><.*)", (play, who, match) =>
            play._speakers[who].ReceiveAsync(PatternOf(match))),
        Sentence("receives? nothing more", (play, who, _) => play._speakers[who].ReceiveNothingMoreAsync()),
        Sentence("(was|were) told that in (?<room>[^:]+) there (is|are): (?<people>.+)", (play, who, match) =>
            play.ExpectRoster(who, match.Groups["room"].Value, match.Groups["people"].Value.Split(", "))),
        Sentence("(was|were) told nobody in (?<room>.+)", (play, who, match) =>
            play.ExpectRoster(who, match.Groups["room"].Value, [])),
        Sentence("read the very text (?<text>.+)", (play, who, match) => play.ExpectText(who, match.Groups["text"].Value)),
        Sentence("hangs? up", (play, who, _) => play._speakers[who].HangUpAsync()),
        Sentence("signs? out", (play, who, _) => play._speakers[who].SignOutAsync()),
        Sentence("loses? the connection", (play, who, _) => play._speakers[who].DisposeAsync().AsTask()),
        Sentence("becomes? (a|an) (?<role>member|manager|presenter) of (?<room>.+)", (play, who, match) =>
            play.ChangeRolesAsync(who, match, (before, role) => before | role)),
        Sentence("(is|are) no longer (a|an) (?<role>member|manager|presenter) of (?<room>.+)", (play, who, match) =>
            play.ChangeRolesAsync(who, match, (before, role) => before & ~role)),
        Sentence("(?<deed>disables|enables|closes|deletes) (?<room>.+)", (play, _, match) => play.AdministerAsync(match)),
        Sentence("(?<deed>renames) (?<room>.+) to (?<name>.+)", (play, _, match) => play.AdministerAsync(match)),
        Sentence("denies (?<person>NAME) the category of (?<room>.+)", (play, _, match) =>
            play.Server.DenyAsync(play.IdOf(match.Groups["room"].Value), match.Groups["person"].Value)),
        Sentence("(?<deed>allows|forbids) (?<person>NAME) to chat", (play, _, match) =>
            play.Server.SetPolicyAsync(match.Groups["person"].Value, match.Groups["deed"].Value == "allows")),
        Sentence("(?<deed>holds|lets go|stops) the journal", (play, _, match) => play.HandleJournalAsync(match)),
        Sentence("(?<deed>breaks|mends) the table (?<table>[A-Z][a-z]+)", (play, _, match) =>
            play.Server.BreakTableAsync(match.Groups["table"].Value, match.Groups["deed"].Value == "breaks")),
    ];

    private readonly TranscriptLog _log = new(transcript.Name);
    private readonly Wording _words = new();
    private readonly Dictionary<string, Speaker> _speakers = [];
    private TestServer? _server;

    private TestServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public async Task RunAsync()
    {
        var world = new TranscriptWorld();
        foreach (var line in transcript.Lines)
        {
            _log.Begin(line);
            if (_server is null && world.TryRead(line.Text))
            {
                continue;
            }

            _server ??= await world.StartAsync(_words);
            await SayAsync(_words.Substitute(line.Text));
        }

        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var speaker in _speakers.Values)
        {
            await speaker.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static (Regex Form, Func<TranscriptPlay, string, Match, Task> Deed) Sentence(
        string form, Func<TranscriptPlay, string, Match, Task> deed)
    {
        var named = form.Replace("NAME", Name, StringComparison.Ordinal);
        return (new Regex($"\\A(?<who>{Name}(, {Name})*) {named}\\z", RegexOptions.Singleline), deed);
    }

    private static InfosetPattern PatternOf(Match match)
    {
        var wrapped = XElement.Parse(
            $"<xccos xmlns=\"{WireNames.Namespace}\">{match.Groups["xml"].Value}</xccos>");
        return new InfosetPattern(
            wrapped.Elements().Single(), match.Groups["exact"].Success, match.Groups["unordered"].Success);
    }

    private async Task SayAsync(string sentence)
    {
        var (form, deed) = Sentences.FirstOrDefault(each => each.Form.IsMatch(sentence));
        if (form is null)
        {
            throw _log.Failure("There is no such sentence.");
        }

        var match = form.Match(sentence);
        foreach (var who in match.Groups["who"].Value.Split(", "))
        {
            try
            {
                await deed(this, who, match);
            }
            catch (Exception problem) when (problem is not AssertionException)
            {
                throw _log.Failure($"{who}: {problem}");
            }
        }
    }

    // Nothing may come that no line has told of.
    private async Task EndAsync()
    {
        foreach (var (name, speaker) in _speakers.Where(each => each.Value.IsInDialog))
        {
            _log.Begin(new TranscriptLine(0, $"{name} receives nothing more (end of the dialog)"));
            await speaker.ReceiveNothingMoreAsync();
        }

        foreach (var speaker in _speakers.Values)
        {
            speaker.RequireAnswerSeen();
        }
    }

    private Speaker New(string who, Match match)
    {
        var alias = match.Groups["alias"];
        var person = _speakers.TryGetValue(who, out var known) ? known.Person : TestServer.AddressOf(who);
        var name = alias.Success ? alias.Value : who;
        return _speakers[name] = new Speaker(name, person, Server, _log);
    }

    private async Task OnlineAsync(string who)
    {
        var speaker = _speakers[who] = new Speaker(who, TestServer.AddressOf(who), Server, _log);
        await speaker.SignInAsync();
        await speaker.OpenDialogAsync();
    }

    private async Task JoinAsync(string who, string room)
    {
        var id = _words.Substitute($"${{{room}.id}}");
        await _speakers[who].SendAsync(
            $"<cmd id=\"cmd:join\" seqid=\"1\"><data><chanid key=\"0\" domain=\"example.com\" value=\"{id}\"/></data></cmd>");
        var answer = XElement.Parse(
            $"<rpl id=\"rpl:join\" xmlns=\"{WireNames.Namespace}\"><commandid/><resp code=\"200\">*</resp><data>...</data></rpl>");
        await _speakers[who].ReceiveAsync(new InfosetPattern(answer, IsExact: false, IsUnordered: false));
    }

    private Task ExpectAnswer(string who, Match match)
    {
        var diagnostics = match.Groups["diagnostics"];
        _speakers[who].ExpectAnswer(
            int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture),
            diagnostics.Success ? diagnostics.Value : "*");
        return Task.CompletedTask;
    }

    private Task ExpectRoster(string who, string room, string[] people)
    {
        var speaker = _speakers[who];
        var told = RosterReply.PeopleOf(speaker.Last.Element, _words.Substitute($"${{{room}}}"), out var problem);
        speaker.Require(told is not null, problem);
        var expected = people
            .Select(each => each.Split(' '))
            .Select(each => $"{TestServer.AddressOf(each[0])} {each[1]}")
            .Order(StringComparer.Ordinal);
        speaker.Require(told!.SequenceEqual(expected), $"Told was: {string.Join(", ", told!)}");
        return Task.CompletedTask;
    }

    private Task ExpectText(string who, string text)
    {
        var speaker = _speakers[who];
        speaker.Require(speaker.Last.Text.Contains(text, StringComparison.Ordinal), "That does not stand in what came last.");
        return Task.CompletedTask;
    }

    private Guid IdOf(string room) => Guid.Parse(_words.Substitute($"${{{room}.id}}"));

    private Task AdministerAsync(Match match)
    {
        var room = IdOf(match.Groups["room"].Value);
        return match.Groups["deed"].Value switch
        {
            "disables" => Server.ChangeRoomAsync(room, it => it with { Disabled = true }),
            "enables" => Server.ChangeRoomAsync(room, it => it with { Disabled = false }),
            "closes" => Server.ChangeRoomAsync(room, it => it with { Privacy = RoomPrivacy.Closed }),
            "renames" => Server.ChangeRoomAsync(room, it => it with { Name = match.Groups["name"].Value }),
            "deletes" => Server.DeleteRoomAsync(room),
            var deed => throw new ArgumentOutOfRangeException(nameof(match), deed, null),
        };
    }

    private Task HandleJournalAsync(Match match) => match.Groups["deed"].Value switch
    {
        "holds" => Server.HoldJournalAsync(),
        "stops" => Server.Journal.StopAsync(Patience.Token),
        _ => Server.LetJournalGoAsync(),
    };

    private async Task ChangeRolesAsync(string who, Match match, Func<RoomRoles, RoomRoles, RoomRoles> change)
    {
        var room = IdOf(match.Groups["room"].Value);
        var role = Enum.Parse<RoomRoles>(match.Groups["role"].Value, ignoreCase: true);
        await Server.ChangeRolesAsync(room, who, before => change(before, role));
    }
}
