using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Chat.Commands;

/// <summary><c>cmd:usersrch</c>: people by parts of names and addresses (xccos.md section 8.11).</summary>
internal sealed class PersonSearch(PersonDirectory directory) : ICommandHandler<PersonSearchCommand>
{
    public ValueTask<ServerPrimitive?> HandleAsync(
        PersonSearchCommand command, CommandReference reference, ChatSession session, CancellationToken ct)
    {
        var (people, hasMore) = directory.Search(command.Names, command.Mails, command.MaxResults);
        return ValueTask.FromResult<ServerPrimitive?>(
            new PersonListReply(reference, [.. people.Select(person => RoomBlocks.PersonOf(person))], hasMore));
    }
}
