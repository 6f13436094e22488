using PersistentChat.Rooms.Journal;

namespace PersistentChat.Server.Chat.Commands;

/// <summary>
/// <c>cmd:getpref</c>: what an old client keeps here under a label, unless its own version is as new (xccos.md section 8.13).
/// </summary>
internal sealed class GetPreference(Journal journal) : ICommandHandler<GetPreferenceCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        GetPreferenceCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        var stored = journal.Committed.Roaming(session.Person.Id).Preferences.GetValueOrDefault(command.Label);
        var isNewer = stored is not null && stored.Version > command.Version;
        return ValueTask.FromResult<ServerPrimitive?>(new PreferenceReply(
            WireNames.ReplyIds.GetPreference, reference, command.Label, stored?.Version ?? 0, isNewer ? stored!.Content : null));
    }
}
