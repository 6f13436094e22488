using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary>The settings of a room that are options when one is made or changed.</summary>
internal sealed class RoomSettingOptions
{
    private readonly Option<string?> _description = new("--description") { Description = "At most 256 characters" };
    private readonly Option<RoomType?> _type = new("--type") { Description = "In an auditorium only presenters post" };
    private readonly Option<RoomPrivacy?> _privacy =
        new("--privacy") { Description = "Found and joined by members; found by all, joined by members; found and joined by all" };

    private readonly Option<Switch?> _invitations = Values.OnOff("--invitations", "Off: new members are not told, whatever the category says");
    private readonly Option<string?> _addIn = new("--add-in") { Description = "A page shown beside the room: its name, or none" };

    public Verb AddTo(Verb verb)
    {
        verb.Options.Add(_description);
        verb.Options.Add(_type);
        verb.Options.Add(_privacy);
        verb.Options.Add(_invitations);
        verb.Options.Add(_addIn);
        return verb;
    }

    public async Task<RoomSettings> ApplyAsync(Session session, RoomSettings before) => before with
    {
        Description = session.Get(_description) ?? before.Description,
        Type = session.Get(_type) ?? before.Type,
        Privacy = session.Get(_privacy) ?? before.Privacy,
        InvitationsOff = session.Get(_invitations) is { } invitations ? invitations is Switch.Off : before.InvitationsOff,
        AddInId = session.Get(_addIn) switch
        {
            null => before.AddInId,
            "none" => null,
            var name => (await session.AddInAsync(name)).Id,
        },
    };
}
