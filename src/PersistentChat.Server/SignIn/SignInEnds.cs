using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Server.SignIn;

/// <summary>
/// Whose sign-ins are to end, between the journal, which must not be held up, and <see cref="SignInEnder"/>. There are never
/// more of them than people.
/// </summary>
internal sealed class SignInEnds(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (SignInsEnded Ended, long At)> _waiting = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.DropWrite,
    });

    public void Add(SignInsEnded ended)
    {
        lock (_gate) { _waiting[ended.Person.Id] = (ended, clock.GetTimestamp()); }
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Who, and when that was decided. For one reader; ends only by being cancelled.</summary>
    public async IAsyncEnumerable<(SignInsEnded Ended, long At)> ReadAllAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var _ in _wake.Reader.ReadAllAsync(ct))
        {
            foreach (var ended in Take())
            {
                yield return ended;
            }
        }
    }

    private (SignInsEnded Ended, long At)[] Take()
    {
        lock (_gate)
        {
            var waiting = _waiting.Values.ToArray();
            _waiting.Clear();
            return waiting;
        }
    }
}
