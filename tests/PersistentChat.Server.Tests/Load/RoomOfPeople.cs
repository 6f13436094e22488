using System.Net;
using PersistentChat.Server.Tests.Crash;

namespace PersistentChat.Server.Tests.Load;

/// <summary>A room and the people in it, each with a connection and a chat dialog of their own.</summary>
internal sealed class RoomOfPeople(Guid room, IReadOnlyList<string> people) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly List<ChatPeer> _peers = [];
    private TaskCompletionSource _heardByAll = new();
    private int _heard;

    /// <summary>Those whose connection or dialog is gone.</summary>
    public int LostCount => _peers.Count(peer => peer.Client.Lost.IsCompleted || peer.Listening.IsCompleted);

    public static string AddressOf(int person) => $"sip:person{person}@example.com";

    /// <summary>One after the other they sign in and join.</summary>
    public async Task FillAsync(EndPoint server)
    {
        foreach (var person in people)
        {
            var peer = await ChatPeer.OpenAsync(server, person, Hear);
            _peers.Add(peer);
            await peer.JoinAsync(room);
        }
    }

    /// <summary>The first of them posts, and every one of them hears it.</summary>
    public async Task TalkAsync(string text)
    {
        _heard = 0;
        _heardByAll = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = await _peers[0].PostAsync(room, text);
        Assert.That(answer.Status, Is.EqualTo(200));
        await _heardByAll.Task.WaitAsync(Limit);
    }

    /// <summary>All of them keep their sessions, as clients do that have nothing to say.</summary>
    public async Task RefreshAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.RefreshAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }
    }

    private void Hear(HeardPost post)
    {
        if (Interlocked.Increment(ref _heard) == people.Count) { _heardByAll.TrySetResult(); }
    }
}
