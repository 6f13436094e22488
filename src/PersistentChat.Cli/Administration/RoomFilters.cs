using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;
using PersistentChat.Management.Client;

namespace PersistentChat.Cli.Administration;

/// <summary>What a list of rooms is narrowed to.</summary>
internal sealed class RoomFilters
{
    private readonly Argument<string?> _text = Values.Text("Words of the name, all of which must be found");
    private readonly Option<bool> _inDescription = new("--in-description") { Description = "The words may also stand in the description" };
    private readonly Option<string?> _member = new("--member") { Description = "Address of a member" };
    private readonly Option<string?> _manager = new("--manager") { Description = "Address of a manager" };
    private readonly Option<string?> _category = new("--category") { Description = "Name or id of a category" };
    private readonly Option<string?> _addIn = new("--add-in") { Description = "Name of an add-in" };
    private readonly Option<bool?> _disabled = new("--disabled") { Description = "true: only those; false: only the others", HelpName = "true|false" };
    private readonly Option<RoomPrivacy?> _privacy = new("--privacy") { Description = "Only rooms of this privacy" };
    private readonly Option<RoomType?> _type = new("--type") { Description = "Only rooms of this type" };
    private readonly Option<bool?> _invitationsOff =
        new("--invitations-off") { Description = "true: rooms that switch invitations off", HelpName = "true|false" };

    private readonly Option<int?> _contentAbove = new("--content-above")
    {
        Description = "More than so many million characters are kept in them",
        HelpName = "MILLIONS",
    };

    public Verb AddTo(Verb verb)
    {
        verb.Arguments.Add(_text);
        foreach (var option in new Option[] { _inDescription, _member, _manager, _category, _addIn, _disabled, _privacy, _type, _invitationsOff, _contentAbove })
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    public async Task<RoomFilter> ReadAsync(Session session) => new(
        session.GetOrNone(_text),
        session.Get(_inDescription),
        session.Get(_member) is { } member ? Finding.AddressOf(member) : null,
        session.Get(_manager) is { } manager ? Finding.AddressOf(manager) : null,
        session.Get(_category) is { } category ? (await session.CategoryAsync(category)).Id : null,
        session.Get(_addIn),
        session.Get(_disabled),
        session.Get(_privacy),
        session.Get(_type),
        session.Get(_invitationsOff),
        session.Get(_contentAbove));
}
