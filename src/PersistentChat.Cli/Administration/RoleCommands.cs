using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>room members|managers|presenters …</c></summary>
internal static class RoleCommands
{
    // As many as the server takes in one request.
    private const int Most = 1000;

    /// <param name="role">What one is who is on the list.</param>
    /// <param name="noun">The list, in the plural.</param>
    /// <param name="description">What it means.</param>
    public static Command Create(RoomRole role, string noun, string description) => new(noun, description)
    {
        List(role, noun),
        Change(
            "add", $"Makes principals {noun} of a room", noun, role is RoomRole.Presenter ? "Only members can be presenters" : null,
            roles => roles.Union([role])),
        Change(
            "remove", $"Takes principals off the {noun} of a room", noun, role is RoomRole.Member ? "They are no presenters then either" : null,
            roles => roles.Except(role is RoomRole.Member ? [RoomRole.Member, RoomRole.Presenter] : [role])),
    };

    public static Verb Eligible()
    {
        var room = Values.Room();
        var text = Values.Text("A part of the name");
        return new Verb(
            "eligible",
            "Principals that the room's category allows: who may be put on the room's lists",
            "pchat room eligible Operations ada")
        {
            room, text,
        }.Does(async session =>
        {
            var id = await session.RoomIdAsync(session.Get(room));
            session.Output.Table(
                await session.Server.Rooms.EligibleAsync(id, session.GetOrNone(text), session.Stopping).ToListAsync(session.Stopping),
                ("PRINCIPAL", it => it));
        });
    }

    private static Verb List(RoomRole role, string noun)
    {
        var room = Values.Room();
        return new Verb("list", $"The {noun} of a room", $"pchat room {noun} list Operations") { room }.Does(async session =>
        {
            var id = await session.RoomIdAsync(session.Get(room));
            session.Output.Table(
                await session.Server.Rooms.RolesAsync(id, role, session.Stopping).ToListAsync(session.Stopping),
                ("PRINCIPAL", it => it.Principal),
                ("ROLES", it => string.Join(", ", it.Roles)));
        });
    }

    private static Verb Change(
        string name, string description, string noun, string? more, Func<IReadOnlyList<RoomRole>, IEnumerable<RoomRole>> change)
    {
        var (room, principals) = (Values.Room(), new Principals());
        var verb = new Verb(
            name,
            more is null ? description : $"{description}. {more}",
            $"pchat room {noun} {name} Operations sip:ada@example.com \"group:Board members\"",
            $"pchat room {noun} {name} Operations --file principals.txt") { room };
        return principals.AddTo(verb).Ends(async session =>
        {
            var named = principals.Read(session);
            var id = await session.RoomIdAsync(session.Get(room));
            var before = await session.Server.Rooms.RolesAsync(id, role: null, session.Stopping)
                .ToDictionaryAsync(entry => entry.Principal, entry => entry.Roles, StringComparer.OrdinalIgnoreCase, session.Stopping);
            return Tell(session, await ChangeAsync(
                session, id, [.. named.Select(one => new RoleEntry(one, [.. change(before.GetValueOrDefault(one) ?? [])]))]));
        });
    }

    private static async Task<List<RoleResult>> ChangeAsync(Session session, Guid room, IReadOnlyList<RoleEntry> wanted)
    {
        var results = new List<RoleResult>();
        foreach (var some in wanted.Chunk(Most))
        {
            results.AddRange((await session.Server.Rooms.ChangeRolesAsync(room, new RoleChanges(some), session.Stopping)).Results);
            if (wanted.Count > Most)
            {
                session.Output.Remark($"{results.Count} of {wanted.Count}");
            }
        }

        return results;
    }

    private static int Tell(Session session, List<RoleResult> results)
    {
        session.Output.Table(
            results, ("PRINCIPAL", it => it.Principal), ("RESULT", it => it.Refused is null ? "done" : $"refused: {it.Reason}"));
        return results.Exists(it => it.Refused is not null) ? ExitCode.Refused : ExitCode.Done;
    }
}
