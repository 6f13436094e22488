using System.Globalization;
using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>
/// A crowd posts while one part after the other is killed. First each part once, from then on whichever comes; when a part
/// other than the server dies, the crowd goes on.
/// </summary>
internal sealed class ChainLives(LoadPool pool, Chain chain, Random random, Action<string> say)
{
    /// <summary>Posts below which a run would prove little.</summary>
    public const int Enough = 200;

    // All that one life of the server can store in a room, since history is looked at once per life.
    private const int History = 10_000;

    // Of all rooms together, so that none gets to that.
    private const int MostPosts = 24_000;

    // While a broker starts again much is posted: more than can be recorded meanwhile would only make the end a long wait.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<Deed, int> _deeds = [];
    private ServerChild? _server;
    private Crowd? _crowd;

    public Ledger Ledger { get; } = new();

    /// <summary>How often people were told that they have come, and what they read.</summary>
    public IReadOnlyDictionary<Deed, int> Deeds => _deeds;

    /// <summary>A server on the pool, and before the chain.</summary>
    /// <remarks>On a machine that is busy with other things a life may be long, and nobody may be thrown out for being slow.</remarks>
    public Task<ServerChild> StartServerAsync() => ServerChild.StartAsync(pool.Data, pool.Seed,
    [
        .. chain.ServerSettings, $"Rooms:SearchLimit={History}", "Sip:Limits:OutboundBytes=67108864",
        "Sip:Limits:IdleTimeout=01:00:00", "Sip:Dialogs:SessionExpires=01:00:00", "Sip:Dialogs:AnswerTimeout=00:05:00",
    ]);

    /// <returns>What was killed, and how often.</returns>
    public async Task<string> LiveAsync(int rounds)
    {
        string[] parts = ["server", .. chain.Parts.Keys.Order(StringComparer.Ordinal)];
        var killed = parts.ToDictionary(part => part, _ => 0);
        var first = new Queue<string>(parts.OrderBy(_ => random.Next()));
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                await GatherAsync(round);

                // Not a wait for anything: the moment of death is what is tried out.
                await Task.Delay(random.Next(50, 1500));
                if (round == rounds)
                {
                    await Ledger.AcknowledgedAsync(Enough);
                }

                _crowd!.CheckAllConnected();
                var part = first.TryDequeue(out var next) ? next : parts[random.Next(parts.Length)];
                killed[part]++;
                await (part is "server" ? EndAsync() : chain.Parts[part]());
                say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"round={round} killed={part} acknowledged={Ledger.AcknowledgedCount} problems={Ledger.Problems.Count}"));
                Assert.That(Ledger.Problems.Take(10), Is.Empty, $"round {round}: {_server?.Said}");
            }

            await EndAsync();
        }
        finally
        {
            await LeaveAsync();
        }

        return string.Join(' ', killed.Select(part => $"{part.Key}={part.Value}"));
    }

    // The crowd of before, or a new one when its server has died.
    private async Task GatherAsync(int round)
    {
        if (_crowd is not null)
        {
            return;
        }

        _server = await StartServerAsync();
        await WitnessAsync(_server);
        _crowd = await Crowd.JoinAsync(_server.Sip, pool.People, Ledger);
        foreach (var person in pool.People)
        {
            Told(ComplianceEventKind.Join, person);
        }

        _crowd.StartPosting($"round {round}", random, Pause, MostPosts);
    }

    // The server is killed, and the crowd has heard what there was to hear.
    private async Task EndAsync()
    {
        if (_server is { } server && _crowd is { } crowd)
        {
            await server.KillAsync();
            await crowd.EndedAsync();
            await LeaveAsync();
        }
    }

    private async Task LeaveAsync()
    {
        if (_crowd is { } crowd)
        {
            _crowd = null;
            await crowd.DisposeAsync();
        }

        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync();
        }
    }

    // Comes in, reads everything, leaves.
    private async Task WitnessAsync(ServerChild server)
    {
        await using var witness = await ChatPeer.OpenAsync(server.Sip, LoadPool.Witness, _ => { });
        await witness.JoinAsync(LoadPool.Rooms);
        Told(ComplianceEventKind.Join, LoadPool.Witness);
        foreach (var room in LoadPool.Rooms)
        {
            Ledger.CheckHistory(room, await witness.ReadHistoryAsync(room, History));
            await witness.PartAsync(room);
        }

        Told(ComplianceEventKind.Backchat, LoadPool.Witness);
    }

    private void Told(ComplianceEventKind kind, string person)
    {
        foreach (var deed in LoadPool.Rooms.Select(room => new Deed(kind, person, room)))
        {
            _deeds[deed] = _deeds.GetValueOrDefault(deed) + 1;
        }
    }
}
