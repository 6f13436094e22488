using System.Collections.Frozen;
using PersistentChat.Xccos.Commands;

namespace PersistentChat.Xccos.Reading;

/// <summary>Which commands can be read. Ids are compared without case (xccos.md section 4).</summary>
internal static class CommandTable
{
    public static readonly FrozenDictionary<string, Entry> Entries = ((Entry[])
    [
        new(WireNames.CommandIds.RequestUri, RequestUriCommand.Read),
        new(WireNames.CommandIds.GetServerInfo, GetServerInfoCommand.Read),
        new(WireNames.CommandIds.GetAssociations, GetAssociationsCommand.Read),
        new(WireNames.CommandIds.Join, JoinCommand.Read),
        new(WireNames.CommandIds.BatchJoin, BatchJoinCommand.Read),
        new(WireNames.CommandIds.Part, PartCommand.Read),
        new(WireNames.CommandIds.RecentHistory, RecentHistoryCommand.Read),
        new(WireNames.CommandIds.RoomSearch, RoomSearchCommand.Read),
        new(WireNames.CommandIds.GetInvitations, GetInvitationsCommand.Read),
        new(WireNames.CommandIds.GetPreference, GetPreferenceCommand.Read),
        new(WireNames.CommandIds.SetPreference, SetPreferenceCommand.Read),
        new(WireNames.CommandIds.PersonSearch, PersonSearchCommand.Read),
        new(WireNames.CommandIds.HistorySearch, HistorySearchCommand.Read),
        .. WireNames.CommandIds.HistorySearches.Select(id => new Entry(id, HistorySearchCommand.Read)),
    ]).ToFrozenDictionary(entry => entry.Id, StringComparer.OrdinalIgnoreCase);

    internal sealed record Entry(string Id, Func<PrimitiveFrame, ClientPrimitive> Read);
}
