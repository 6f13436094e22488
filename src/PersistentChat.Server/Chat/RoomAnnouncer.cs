using System.Collections.Concurrent;
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

    private readonly ConcurrentQueue<RoomAnnouncement> _waiting = new();
    private readonly Roster _roster = new(domain);
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
        while (told < TurnLength && _waiting.TryDequeue(out var announcement))
        {
            told++;
            try
            {
                Tell(announcement);
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

    private void Tell(RoomAnnouncement announcement)
    {
        foreach (var (what, audience) in TellingsFor(announcement))
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
