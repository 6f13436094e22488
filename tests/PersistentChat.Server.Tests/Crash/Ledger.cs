using System.Collections.Concurrent;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>
/// What the clients were told, over all lives of the server. SIP's 200 says "stored"; a message heard, one's own or
/// another's, says "stored under this number"; any other answer says "not stored". No answer says nothing.
/// </summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, (Guid Room, string Author)> _sent = new();
    private readonly ConcurrentDictionary<string, bool> _answered = new();
    private readonly ConcurrentDictionary<string, int> _refused = new();
    private readonly ConcurrentDictionary<string, HeardPost> _echoed = new();
    private readonly ConcurrentDictionary<(Guid Room, long ChatId), HeardPost> _heard = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentDictionary<Guid, long> _checkedUpTo = new();

    public IReadOnlyCollection<string> Problems => _problems;

    public int SentCount => _sent.Count;

    public int AnsweredCount => _answered.Count;

    public int EchoedCount => _echoed.Count;

    public int RefusedCount => _refused.Count;

    public int HeardCount => _heard.Count;

    /// <summary>Posts that the server vouched for in either way.</summary>
    public int AcknowledgedCount => _answered.Keys.Union(_heard.Values.Select(post => post.Text)).Count();

    /// <summary>Waits until so many posts are acknowledged; five minutes are more than any machine needs.</summary>
    public async Task AcknowledgedAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (AcknowledgedCount < count)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    public void Sending(string text, Guid room, string author)
    {
        if (!_sent.TryAdd(text, (room, author))) { Report($"the test sent {text} twice"); }
    }

    public void Answered(string text, int status)
    {
        if (status == 200) { _answered[text] = true; }
        else { _refused[text] = status; }
    }

    /// <summary>Somebody heard a message, live or in history.</summary>
    public void Heard(HeardPost post, string by)
    {
        var first = _heard.GetOrAdd((post.Room, post.ChatId), post);
        if (first != post) { Report($"{by} heard {post}, but before it was {first}"); }
        if (!_sent.TryGetValue(post.Text, out var sent) || sent != (post.Room, post.Author))
        {
            Report($"{by} heard {post}, which nobody sent like that");
        }

        if (post.Author == by) { Echoed(post); }
    }

    public void Report(string problem) => _problems.Enqueue(problem);

    /// <summary>A room's history as a client reads it after a crash; it may begin in the middle.</summary>
    public void CheckHistory(Guid room, IReadOnlyList<HeardPost> history)
    {
        foreach (var (earlier, later) in history.Zip(history.Skip(1)))
        {
            if (later.ChatId != earlier.ChatId + 1) { Report($"history has {later} after {earlier}"); }
            if (later.At < earlier.At) { Report($"history goes back in time from {earlier} to {later}"); }
        }

        foreach (var post in history)
        {
            Heard(post, "the reader of history");
        }

        var last = history is [.., var newest] ? newest.ChatId : 0;
        if (history is [{ ChatId: > 1 } oldest, ..] && oldest.ChatId > _checkedUpTo.GetValueOrDefault(room) + 1)
        {
            Report($"history begins at {oldest.ChatId}, which leaves posts unchecked since the last look: raise the limit");
        }

        _checkedUpTo[room] = last;
        CheckStored(room, history);
        foreach (var (key, post) in _heard)
        {
            if (key.Room == room && key.ChatId > last) { Report($"lost: {post}, history ends at {last}"); }
        }
    }

    /// <summary>Everything that is stored, against everything that was ever said about it.</summary>
    public void CheckAll(IReadOnlyCollection<HeardPost> stored)
    {
        foreach (var room in LoadPool.Rooms)
        {
            CheckStored(room, stored.Where(post => post.Room == room), isComplete: true);
        }

        var byNumber = stored.ToDictionary(post => (post.Room, post.ChatId));
        foreach (var (number, post) in _heard)
        {
            var there = byNumber.GetValueOrDefault(number);
            if (there != post) { Report($"lost or changed: {post}, stored is {there}"); }
        }

        foreach (var text in stored.Select(post => post.Text).Where(text => !_sent.ContainsKey(text)))
        {
            Report($"stored, though nobody sent it: {text}");
        }
    }

    private void CheckStored(Guid room, IEnumerable<HeardPost> posts, bool isComplete = false)
    {
        var stored = new HashSet<string>();
        foreach (var post in posts)
        {
            if (!stored.Add(post.Text)) { Report($"doubled: {post}"); }
            if (_refused.TryGetValue(post.Text, out var status)) { Report($"stored, though answered {status}: {post}"); }
        }

        // What an earlier look has found is looked for again only when everything is there.
        foreach (var text in _answered.Where(each => each.Value || isComplete).Select(each => each.Key))
        {
            if (_sent[text].Room != room) { continue; }
            if (stored.Contains(text)) { _answered[text] = false; }
            else { Report($"lost: {text} was answered 200"); }
        }
    }

    private void Echoed(HeardPost post)
    {
        var first = _echoed.GetOrAdd(post.Text, post);
        if (first != post) { Report($"doubled: {post} was echoed before as {first}"); }
    }
}
