using System.Runtime.CompilerServices;

namespace PersistentChat.Management.Client;

/// <summary>Rooms, who is listed in them, and what was said there.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public sealed class RoomResource : SettledResource<RoomDetails, RoomSettings, RoomSettings>
{
    internal RoomResource(ApiConnection api)
        : base(api, "api/rooms")
    {
    }

    /// <summary>Those that a filter finds, by name.</summary>
    public IAsyncEnumerable<RoomDetails> FindAsync(RoomFilter filter, CancellationToken ct) => Api.ListAsync<RoomDetails>(
        Path,
        [
            ("text", filter.Text), ("inDescription", filter.InDescription ? true : null), ("member", filter.Member),
            ("manager", filter.Manager), ("categoryId", filter.CategoryId), ("addIn", filter.AddIn), ("disabled", filter.Disabled),
            ("privacy", filter.Privacy), ("type", filter.Type), ("invitationsOff", filter.InvitationsOff),
            ("contentAboveMb", filter.ContentAboveMb),
        ],
        ct);

    public Task<RoomDetails> MoveAsync(Guid id, MoveRoom wanted, CancellationToken ct) =>
        Api.AskAsync<RoomDetails>(HttpMethod.Post, $"{PathOf(id)}/move", wanted, ct);

    public Task ClearAsync(Guid id, ClearHistory wanted, CancellationToken ct) =>
        Api.DoAsync(HttpMethod.Post, $"{PathOf(id)}/clear", wanted, ct);

    /// <summary>Who is listed in a room.</summary>
    /// <param name="id">The room.</param>
    /// <param name="role">Only those who are this; null: all.</param>
    /// <param name="ct">Ends the waiting.</param>
    public IAsyncEnumerable<RoleEntry> RolesAsync(Guid id, RoomRole? role, CancellationToken ct) =>
        Api.ListAsync<RoleEntry>($"{PathOf(id)}/roles", [("role", role)], ct);

    public Task<RoleResults> ChangeRolesAsync(Guid id, RoleChanges wanted, CancellationToken ct) =>
        Api.AskAsync<RoleResults>(HttpMethod.Patch, $"{PathOf(id)}/roles", wanted, ct);

    /// <summary>Principals that may be put on a room's lists.</summary>
    /// <param name="id">The room.</param>
    /// <param name="text">A part of the name; null: all.</param>
    /// <param name="ct">Ends the waiting.</param>
    public IAsyncEnumerable<string> EligibleAsync(Guid id, string? text, CancellationToken ct) =>
        Api.ListAsync<string>($"{PathOf(id)}/eligible", [("text", text)], ct);

    public Task<ReplacedMessages> ReplaceMessagesAsync(Guid id, ReplaceMessages wanted, CancellationToken ct) =>
        Api.AskAsync<ReplacedMessages>(HttpMethod.Post, $"{PathOf(id)}/messages/replace", wanted, ct);

    /// <summary>Messages of a room, page after page as they are wanted.</summary>
    /// <param name="id">The room.</param>
    /// <param name="filter">Which.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async IAsyncEnumerable<MessageDetails> MessagesAsync(
        Guid id, MessageFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        string? cursor = null;
        do
        {
            var page = await Api.AskAsync<FoundMessages>(HttpMethod.Get, MessagesPath(id, filter, cursor), body: null, ct);
            foreach (var message in page.Items)
            {
                yield return message;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    /// <summary>Searches the history of many rooms.</summary>
    public Task<FoundHistory> SearchAsync(MessageSearch wanted, CancellationToken ct) =>
        Api.AskAsync<FoundHistory>(HttpMethod.Post, "api/messages/search", wanted, ct);

    private string MessagesPath(Guid id, MessageFilter filter, string? cursor) => Query.Of(
        $"{PathOf(id)}/messages",
        [
            ("words", filter.Words), ("match", filter.Match), ("caseSensitive", filter.CaseSensitive ? true : null),
            .. (filter.Authors ?? []).Select(author => ("author", (object?)author)), ("from", filter.From), ("before", filter.Before),
            ("newestFirst", filter.NewestFirst ? true : null), ("limit", ApiConnection.PageSize), ("cursor", cursor),
        ]);
}
