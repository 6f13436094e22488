using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>What must hold in a database whatever happened to its servers; every breach is one line.</summary>
internal static class StoredPoolCheck
{
    /// <param name="pool">As read from the file.</param>
    /// <param name="kills">How often a server ended without a word, so that nobody's leaving was recorded.</param>
    public static IEnumerable<string> Breaches(StoredPool pool, int kills) =>
    [
        .. LoadPool.Rooms.SelectMany(room => InRoom(pool, room)),
        .. Positions(pool),
        .. Recorded(pool),
        .. Presence(pool, kills),
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
        for (var i = 0; i < pool.Events.Count; i++)
        {
            var happened = pool.Events[i];
            if (happened.Position != new EventPosition(1, i + 1))
            {
                yield return $"position {happened.Position} is event {i + 1}";
            }

            if (happened.Room?.Uri is { } room)
            {
                if (times.TryGetValue(room, out var before) && happened.At < before)
                {
                    yield return $"time goes back at event {happened.Position}";
                }

                times[room] = happened.At;
            }
        }

        if (pool.LastPosition != new EventPosition(1, pool.Events.Count))
        {
            yield return $"the writer is at {pool.LastPosition}, but there are {pool.Events.Count} events";
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

    private static IEnumerable<string> Presence(StoredPool pool, int kills)
    {
        var present = new HashSet<(Guid Room, string Person)>();
        var rejoined = new Dictionary<(Guid Room, string Person), int>();
        foreach (var happened in pool.Events.Where(happened => happened.Room is not null && happened.Person is not null))
        {
            var key = (RoomOf(happened), happened.Person!.Uri);
            switch (happened.Kind)
            {
                case ComplianceEventKind.Join when !present.Add(key):
                    // Only a server that was killed says nothing of the leaving.
                    rejoined[key] = rejoined.GetValueOrDefault(key) + 1;
                    if (rejoined[key] > kills)
                    {
                        yield return $"{happened.Position}: {key.Uri} comes in more often than the server was killed";
                    }

                    break;
                case ComplianceEventKind.Part when !present.Remove(key):
                    yield return $"{happened.Position}: {key.Uri} leaves without having come";
                    break;
                case ComplianceEventKind.Chat when !present.Contains(key):
                    yield return $"{happened.Position}: {key.Uri} posts without having come";
                    break;
            }
        }
    }

    private static Guid RoomOf(ComplianceEvent happened) => new(happened.Room!.Uri.Split('/')[^1]);
}
