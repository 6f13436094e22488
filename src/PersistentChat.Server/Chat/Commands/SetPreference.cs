using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:setpref</c>: an old client keeps something here under a label (xccos.md section 8.13).</summary>
internal sealed class SetPreference(Journal journal) : ICommandHandler<SetPreferenceCommand>
{
    public async ValueTask<ServerPrimitive?> HandleAsync(
        SetPreferenceCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        var outcome = await journal.SubmitAsync(
            new StorePreference(session.Person, command.Label, command.Version, command.Content));
        return outcome.IsRefused
            ? Refusals.Reply(session, command, reference, outcome.Refusal!)
            : new PreferenceReply(WireNames.ReplyIds.SetPreference, reference, command.Label, outcome.Value.Version, null);
    }
}
