using System.Collections.Concurrent;
using System.Net;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>Everybody in every room, all posting as fast as they are answered, until the server is gone.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    // Posts of one dialog that wait for their answer: the server must have many under way when it dies.
    private const int Outstanding = 4;

    private readonly Ledger _ledger;
    private readonly List<ChatPeer> _peers = [];
    private readonly ConcurrentDictionary<(string Person, Guid Room), long> _lastHeard = new();
    private Task _posting = Task.CompletedTask;

    private Crowd(Ledger ledger) => _ledger = ledger;

    public static async Task<Crowd> JoinAsync(EndPoint server, IEnumerable<string> people, Ledger ledger)
    {
        var crowd = new Crowd(ledger);
        crowd._peers.AddRange(await Task.WhenAll(people.Select(person =>
            ChatPeer.OpenAsync(server, person, post => crowd.Hear(person, post)))));
        await Task.WhenAll(crowd._peers.Select(peer => peer.JoinAsync(LoadPool.Rooms)));
        return crowd;
    }

    /// <param name="name">What the texts begin with, so that no two of them are alike in the life of a pool.</param>
    /// <param name="random">Decides who posts in which room.</param>
    /// <param name="pause">Between an answer and the next post.</param>
    /// <param name="most">So many posts at most, of everybody together.</param>
    public void StartPosting(string name, Random random, TimeSpan pause = default, int most = int.MaxValue) => _posting = Task.WhenAll(
        from peer in _peers
        from line in Enumerable.Range(1, Outstanding)
        let seed = random.Next()
        select Task.Run(() => PostAsync(peer, $"{name} {peer.Person} {line}", new Random(seed), pause, most / (_peers.Count * Outstanding))));

    /// <summary>Reports whoever was thrown out while the server was alive: then less was tested than it seems.</summary>
    public void CheckAllConnected()
    {
        foreach (var peer in _peers.Where(peer => peer.Client.Lost.IsCompleted || peer.Listening.IsCompleted))
        {
            _ledger.Report($"{peer.Person} was disconnected by a server that was not killed");
        }
    }

    /// <summary>The server has gone: everybody has heard what there was to hear.</summary>
    public async Task EndedAsync()
    {
        await _posting.WaitAsync(TimeSpan.FromMinutes(5));
        await Task.WhenAll(_peers.Select(peer => peer.Listening)).WaitAsync(TimeSpan.FromMinutes(5));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }
    }

    private async Task PostAsync(ChatPeer peer, string name, Random random, TimeSpan pause, int most)
    {
        for (var number = 1; number <= most; number++)
        {
            var text = $"{name} {number}";
            var room = LoadPool.Rooms[random.Next(LoadPool.Rooms.Length)];
            _ledger.Sending(text, room, peer.Person);
            try
            {
                _ledger.Answered(text, (await peer.PostAsync(room, text)).Status);
            }
            catch (IOException)
            {
                return;
            }

            await Task.Delay(pause);
        }
    }

    private void Hear(string person, HeardPost post)
    {
        _ledger.Heard(post, person);
        var before = _lastHeard.GetValueOrDefault((person, post.Room));
        if (before > 0 && post.ChatId != before + 1) { _ledger.Report($"{person} heard {post} after number {before}"); }
        _lastHeard[(person, post.Room)] = post.ChatId;
    }
}
