using System.Text.RegularExpressions;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Tests.World;

/// <summary>The first lines of a transcript: settings, people and rooms.</summary>
/// <remarks>
/// <c>setting Rooms:SearchLimit = 3</c> · <c>people alice, bob</c> · <c>disabled people carol</c> ·
/// <c>room Stage is an auditorium, secret; members alice, bob; presenters alice; described as The big one</c>
/// </remarks>
internal sealed partial class TranscriptWorld
{
    private readonly Dictionary<string, string> _settings = [];
    private readonly List<(string Name, bool Enabled)> _people = [];
    private readonly List<Match> _rooms = [];

    /// <summary>False: the line is none of these.</summary>
    public bool TryRead(string line)
    {
        if (Setting().Match(line) is { Success: true } setting)
        {
            _settings[setting.Groups["name"].Value] = setting.Groups["value"].Value;
            return true;
        }

        if (People().Match(line) is { Success: true } people)
        {
            var enabled = !people.Groups["disabled"].Success;
            _people.AddRange(people.Groups["names"].Value.Split(", ").Select(name => (name, enabled)));
            return true;
        }

        if (Room().Match(line) is { Success: true } room)
        {
            _rooms.Add(room);
            return true;
        }

        return false;
    }

    /// <summary>Starts the server with all that, and says in <paramref name="words"/> what is called how.</summary>
    public async Task<TestServer> StartAsync(Wording words)
    {
        var server = await TestServer.StartAsync(_settings);
        words["pool"] = server.Pool.PoolUri;
        words["lookup"] = server.Pool.LookupUri;
        foreach (var (name, enabled) in _people)
        {
            var person = await server.MakePersonAsync(name, enabled);
            words[name] = person.Uri;
            words[$"{name}.id"] = $"{person.Id}";
        }

        foreach (var room in _rooms)
        {
            await MakeAsync(room, server, words);
        }

        return server;
    }

    private static async Task MakeAsync(Match line, TestServer server, Wording words)
    {
        var name = line.Groups["name"].Value;
        var adjectives = line.Groups["adjectives"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        var clauses = line.Groups["clauses"].Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var room = new Room(
            Guid.NewGuid(), Guid.Empty, name,
            Description: clauses.Select(clause => Described().Match(clause).Groups["text"].Value).FirstOrDefault(it => it != "") ?? "",
            Type: adjectives.Contains("an auditorium") ? RoomType.Auditorium : RoomType.Normal,
            Privacy: adjectives.Contains("open") ? RoomPrivacy.Open
                : adjectives.Contains("secret") ? RoomPrivacy.Secret : RoomPrivacy.Closed,
            Disabled: adjectives.Contains("disabled"));
        var roles = new Dictionary<string, RoomRoles>();
        foreach (var clause in clauses.Select(clause => Role().Match(clause)).Where(match => match.Success))
        {
            var role = Enum.Parse<RoomRoles>(clause.Groups["role"].Value, ignoreCase: true);
            foreach (var person in clause.Groups["names"].Value.Split(", "))
            {
                roles[person] = roles.GetValueOrDefault(person) | role;
            }
        }

        await server.MakeRoomAsync(room, keepsHistory: !adjectives.Contains("without history"), roles, adjectives.Contains("inviting"));
        words[name] = $"{server.Pool.UriOf(room.Id)}";
        words[$"{name}.id"] = $"{room.Id}";
    }

    [GeneratedRegex("^setting (?<name>[A-Za-z:]+) = (?<value>.*)$")]
    private static partial Regex Setting();

    [GeneratedRegex("^(?<disabled>disabled )?people (?<names>[a-z]+(, [a-z]+)*)$")]
    private static partial Regex People();

    [GeneratedRegex("^room (?<name>[^;]+?)( is (?<adjectives>[^;]+))?(?<clauses>;.*)?$")]
    private static partial Regex Room();

    [GeneratedRegex("^described as (?<text>.+)$")]
    private static partial Regex Described();

    [GeneratedRegex("^(?<role>member|manager|presenter)s? (?<names>[a-z]+(, [a-z]+)*)$")]
    private static partial Regex Role();
}
