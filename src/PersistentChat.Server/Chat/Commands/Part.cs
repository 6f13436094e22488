using PersistentChat.Rooms;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:part</c>: leave a room (xccos.md section 8.6). From here on only the answer goes to this dialog for it.</summary>
internal sealed class Part(Journal journal) : ICommandHandler<PartCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        PartCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        session.Leaves(command.Room.Id);
        journal.SubmitAsync(new LeaveRoom(session.Person, session, command.Room.Id), inTurn: outcome =>
        {
            // Once more, for a join that was still on its way when this command arrived.
            session.Leaves(command.Room.Id);

            // COMPAT(pidgin-sipe): any answer but 200 keeps it in the room for good; and who is not in a room has left it.
            session.Send(outcome.Refusal is { Kind: RefusalKind.Busy or RefusalKind.ServerError } refusal
                ? Refusals.Reply(session, command, reference, refusal)
                : new PartReply(reference, command.Room));
        });
        return ValueTask.FromResult<ServerPrimitive?>(null);
    }
}
