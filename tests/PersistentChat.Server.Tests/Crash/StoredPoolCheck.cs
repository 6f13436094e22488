using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>What must hold in a database whatever happened to its servers; every breach is one line.</summary>
internal static class StoredPoolCheck
{
    public static IEnumerable<string> Breaches(StoredPool pool) =>
    [
        .. LoadPool.Rooms.SelectMany(room => InRoom(pool, room)),
        .. Positions(pool),
        .. Recorded(pool),
        .. Presence(pool),
    ];

    private static IEnumerable<string> InRoom(StoredPool pool, Guid room)
    {
        var posts = pool.Posts.Where(post => post.Room == room).ToList();
        for (var i = 0; i < posts.Count; i++)
        {
            if (posts[i].ChatId != i + 1) { yield return $"ids are not dense: {posts[i]} is number {i + 1} of its room"; }
            if (i > 0 && posts[i].At < posts[i - 1].At) { yield return $"time goes back: {posts[i - 1]}, then {posts[i]}"; }
        }

        if (pool.LastIds[room] != posts.Count)
        {
            yield return $"room {room} counts to {pool.LastIds[room]}, but has {posts.Count} posts";
        }
    }

    private static IEnumerable<string> Positions(StoredPool pool)
    {
        var times = new Dictionary<string, DateTimeOffset>();
        EventPosition? last = null;
        foreach (var happened in pool.Events)
        {
            // Every start of a server begins an epoch that says where the one before ended.
            if (happened.Kind is ComplianceEventKind.JournalStarted
                ? happened.Position.Number != 1 || happened.Previous != last
                : happened.Position != new EventPosition(last?.Epoch ?? 0, (last?.Number ?? 0) + 1))
            {
                yield return $"position {happened.Position} comes after {last}, and the event says after {happened.Previous}";
            }

            last = happened.Position;
            if (happened.Room?.Uri is { } room)
            {
                if (times.TryGetValue(room, out var before) && happened.At < before)
                {
                    yield return $"time goes back at event {happened.Position}";
                }

                times[room] = happened.At;
            }
        }

        if (pool.LastPosition != last)
        {
            yield return $"the writer is at {pool.LastPosition}, but the events end at {last}";
        }

        foreach (var twice in pool.Events.CountBy(happened => happened.Id).Where(id => id.Value > 1))
        {
            yield return $"the event {twice.Key} is there {twice.Value} times";
        }
    }

    // Exactly one event for each message, and it says the same.
    private static IEnumerable<string> Recorded(StoredPool pool)
    {
        var recorded = pool.Events.Where(happened => happened.Kind is ComplianceEventKind.Chat)
            .Select(happened => new HeardPost(
                RoomOf(happened), happened.ChatId ?? 0, happened.Person!.Uri, happened.At, happened.Text ?? ""))
            .ToList();
        foreach (var post in recorded.Except(pool.Posts)) { yield return $"recorded, but not stored like that: {post}"; }
        foreach (var post in pool.Posts.Except(recorded)) { yield return $"stored, but not recorded like that: {post}"; }
        if (recorded.Count != pool.Posts.Count) { yield return $"{pool.Posts.Count} posts, {recorded.Count} records of posts"; }
    }

    // Whoever came has left once, also those of servers that were killed; but for those of the last one.
    private static IEnumerable<string> Presence(StoredPool pool)
    {
        var present = new Dictionary<(Guid Room, string Person), Guid>();
        foreach (var happened in pool.Events.Where(happened => happened.Room is not null && happened.Person is not null))
        {
            var key = (RoomOf(happened), happened.Person!.Uri);
            switch (happened.Kind)
            {
                case ComplianceEventKind.Join when !present.TryAdd(key, happened.Id):
                    yield return $"{happened.Position}: {key.Uri} comes in a second time";
                    break;
                case ComplianceEventKind.Part when !present.Remove(key, out var joinId) || happened.JoinId != joinId:
                    yield return $"{happened.Position}: {key.Uri} leaves without having come";
                    break;
                case ComplianceEventKind.Chat when !present.ContainsKey(key):
                    yield return $"{happened.Position}: {key.Uri} posts without having come";
                    break;
            }
        }
    }

    private static Guid RoomOf(ComplianceEvent happened) => new(happened.Room!.Uri.Split('/')[^1]);
}
