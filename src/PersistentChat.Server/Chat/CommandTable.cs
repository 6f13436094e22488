using System.Collections.Frozen;
using PersistentChat.Server.Chat.Commands;

namespace PersistentChat.Server.Chat;

/// <summary>Every command there is, and who handles it. <c>grpchat</c> is the one primitive that is no command: <see cref="PostDesk"/>.</summary>
internal sealed class CommandTable(IServiceProvider services)
{
    private static readonly CommandEntry[] List =
    [
        CommandEntry.For<RequestUriCommand, RequestUri>("cmd:requri"),
        CommandEntry.For<GetServerInfoCommand, GetServerInfo>("cmd:getserverinfo"),
        CommandEntry.For<GetAssociationsCommand, GetAssociations>("cmd:getassociations"),
        CommandEntry.For<JoinCommand, Join>("cmd:join"),
        CommandEntry.For<BatchJoinCommand, BatchJoin>("cmd:bjoin"),
        CommandEntry.For<PartCommand, Part>("cmd:part"),
        CommandEntry.For<RecentHistoryCommand, RecentHistory>("cmd:bccontext"),
        CommandEntry.For<RoomSearchCommand, RoomSearch>("cmd:chansrch"),
        CommandEntry.For<HistorySearchCommand, HistorySearching>("cmd:bcbydate"),
        CommandEntry.For<GetInvitationsCommand, GetInvitations>("cmd:getinv"),
        CommandEntry.For<GetPreferenceCommand, GetPreference>("cmd:getpref"),
        CommandEntry.For<SetPreferenceCommand, SetPreference>("cmd:setpref"),
        CommandEntry.For<PersonSearchCommand, PersonSearch>("cmd:usersrch"),
        CommandEntry.For<UnknownCommand, Unknown>("(any other)"),
        CommandEntry.For<MalformedCommand, Malformed>("(malformed)"),
    ];

    private static readonly FrozenDictionary<Type, CommandEntry> ByType = List.ToFrozenDictionary(entry => entry.Command);

    /// <summary>What clients may send, by its id on the wire.</summary>
    public static IEnumerable<string> Ids => List.Select(entry => entry.Id);

    public static void Register(IServiceCollection services)
    {
        foreach (var entry in List)
        {
            services.AddSingleton(entry.Handler);
        }
    }

    public ValueTask<ServerPrimitive?> HandleAsync(
        ClientPrimitive command, CommandReference reference, ChatSession session, CancellationToken ct) =>
        ByType[command.GetType()].HandleAsync(services, command, reference, session, ct);
}

/// <summary>One line of the table.</summary>
internal abstract record CommandEntry(string Id, Type Command, Type Handler)
{
    public static CommandEntry For<TCommand, THandler>(string id)
        where TCommand : ClientPrimitive
        where THandler : class, ICommandHandler<TCommand> => new Typed<TCommand, THandler>(id);

    public abstract ValueTask<ServerPrimitive?> HandleAsync(
        IServiceProvider services, ClientPrimitive command, CommandReference reference, ChatSession session, CancellationToken ct);

    private sealed record Typed<TCommand, THandler>(string Id) : CommandEntry(Id, typeof(TCommand), typeof(THandler))
        where TCommand : ClientPrimitive
        where THandler : class, ICommandHandler<TCommand>
    {
        public override ValueTask<ServerPrimitive?> HandleAsync(
            IServiceProvider services, ClientPrimitive command, CommandReference reference, ChatSession session, CancellationToken ct) =>
            services.GetRequiredService<THandler>().HandleAsync((TCommand)command, reference, session, ct);
    }
}
