using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Server.Chat;

/// <summary>
/// Tells one room's participants what the journal has committed, in that order, in a turn of its own on the thread pool: each
/// announcement is encoded once and copied into every participant's queue. Never waits for a peer.
/// </summary>
internal sealed class RoomAnnouncer(Guid room, string domain, ChatMetrics metrics, ILogger logger) : IThreadPoolWorkItem
{
    // A busy room gives way to others after this many announcements.
    private const int TurnLength = 64;

    // So many who came are told of with one notice at most.
    private const int MostEntered = 32;

    private readonly ConcurrentQueue<RoomAnnouncement> _waiting = new();
    private readonly Roster _roster = new(domain);

    // Taken, and to be told next. To look into the queue instead would make it keep what was taken out of it, snapshots and all.
    private RoomAnnouncement? _next;
    private int _behind;

    /// <summary>Announcements not yet told.</summary>
    public int Behind => Volatile.Read(ref _behind);

    public void Hand(RoomAnnouncement announcement)
    {
        _waiting.Enqueue(announcement);
        if (Interlocked.Increment(ref _behind) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public void Execute()
    {
        var told = 0;
        while (told < TurnLength && TryTake(out var announcement))
        {
            var entered = announcement is PersonEntered first ? EnteredWith(first) : [];
            told += Math.Max(entered.Count, 1);
            try
            {
                Tell(entered.Count > 1 ? _roster.Follow(entered) : TellingsFor(announcement));
            }
            catch (Exception bug)
            {
                logger.AnnouncingFailed(bug, room);
            }
        }

        // Whoever brings the count from 0 to 1 starts a turn; here it goes down, so exactly one turn is ever under way.
        if (Interlocked.Add(ref _behind, -told) > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>
    /// All who came one after the other and are still to be told of. After a start everybody comes at once: with a notice for each
    /// of them to each who is there already, telling would be most of the work.
    /// </summary>
    private List<PersonEntered> EnteredWith(PersonEntered first)
    {
        List<PersonEntered> entered = [first];
        while (entered.Count < MostEntered && TryTake(out var next))
        {
            if (next is not PersonEntered also)
            {
                _next = next;
                break;
            }

            entered.Add(also);
        }

        return entered;
    }

    private bool TryTake([NotNullWhen(true)] out RoomAnnouncement? announcement)
    {
        announcement = _next;
        _next = null;
        return announcement is not null || _waiting.TryDequeue(out announcement);
    }

    private void Tell(IEnumerable<Telling> tellings)
    {
        foreach (var (what, audience) in tellings)
        {
            ReadOnlyMemory<byte> envelope = XccosEncoder.Encode(EnvelopeIds.Next(), what);
            var told = 0;
            foreach (var participant in audience)
            {
                if (participant.TryDeliver(envelope)) { told++; }
            }

            metrics.Delivered(told);
        }
    }

    private IEnumerable<Telling> TellingsFor(RoomAnnouncement announcement) => announcement switch
    {
        RoomChanged changed => _roster.Follow(changed).Append(new Telling(
            new RoomNotice(WireNames.NoticeIds.RoomChanged, RoomBlocks.Of(changed.Room, domain)),
            changed.Room.Participants.Values)),
        MessagePosted posted => _roster.Follow(posted).Append(Messages.TellingOf(posted, domain)),
        _ => _roster.Follow(announcement),
    };
}
