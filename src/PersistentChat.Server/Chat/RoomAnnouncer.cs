using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

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

    // So many posts at most leave for a participant in one write.
    private const int MostPosted = 16;

    // Nor more bytes than this, but for a single post: large ones together would be more than may wait for a peer that reads well.
    private const int MostBytes = 64 * 1024;

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
            told += TellOf(announcement);
        }

        // Whoever brings the count from 0 to 1 starts a turn; here it goes down, so exactly one turn is ever under way.
        if (Interlocked.Add(ref _behind, -told) > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <returns>How many announcements: those that follow it may be told of together with it.</returns>
    private int TellOf(RoomAnnouncement announcement)
    {
        switch (announcement)
        {
            case PersonEntered first:
                // After a start everybody comes at once: with a notice for each of them to each who is there already, telling
                // would be most of the work.
                var entered = TakeWith(first, MostEntered, _ => true);
                Tell(() => entered.Count > 1 ? _roster.Follow(entered) : _roster.Follow(first));
                return entered.Count;

            case MessagePosted first:
                // Nobody came or went in between: each connection gets them all at once.
                var posted = TakeWith(first, MostPosted, next => next.Room.Participants == first.Room.Participants);
                Tell(() => _roster.Follow(first));
                Tell(posted);
                return posted.Count;

            case RoomChanged changed:
                Tell(() => _roster.Follow(changed).Append(new Telling(
                    new RoomNotice(WireNames.NoticeIds.RoomChanged, RoomBlocks.Of(changed.Room, domain)),
                    changed.Room.Participants.Values)));
                return 1;

            default:
                Tell(() => _roster.Follow(announcement));
                return 1;
        }
    }

    /// <summary>It, and those of its kind that wait right behind it.</summary>
    private List<T> TakeWith<T>(T first, int most, Func<T, bool> belongs)
        where T : RoomAnnouncement
    {
        List<T> taken = [first];
        while (taken.Count < most && TryTake(out var next))
        {
            if (next is not T another || !belongs(another))
            {
                _next = next;
                break;
            }

            taken.Add(another);
        }

        return taken;
    }

    private bool TryTake([NotNullWhen(true)] out RoomAnnouncement? announcement)
    {
        announcement = _next;
        _next = null;
        return announcement is not null || _waiting.TryDequeue(out announcement);
    }

    private void Tell(Func<IEnumerable<Telling>> tellings) => Try(() =>
    {
        foreach (var (what, audience) in tellings())
        {
            Deliver([XccosEncoder.Encode(EnvelopeIds.Next(), what)], audience);
        }
    });

    private void Tell(List<MessagePosted> posted)
    {
        var audience = posted[0].Room.Participants.Values;
        List<ReadOnlyMemory<byte>> envelopes = [];
        var bytes = 0;
        foreach (var message in posted.Select(it => it.Message))
        {
            Try(() =>
            {
                var envelope = XccosEncoder.Encode(EnvelopeIds.Next(), Messages.NoticeOf(message, domain));
                if (bytes + envelope.Length > MostBytes) { Try(DeliverAll); }
                envelopes.Add(envelope);
                bytes += envelope.Length;
            });
        }

        Try(DeliverAll);

        void DeliverAll()
        {
            ReadOnlyMemory<byte>[] together = [.. envelopes];
            envelopes.Clear();
            bytes = 0;
            Deliver(together, audience);
        }
    }

    // What fails is not told; all else is.
    private void Try(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception bug)
        {
            logger.AnnouncingFailed(bug, room);
        }
    }

    private void Deliver(ReadOnlySpan<ReadOnlyMemory<byte>> envelopes, IEnumerable<Participant> audience)
    {
        var told = 0;
        foreach (var participant in audience)
        {
            if (participant.TryDeliver(envelopes)) { told += envelopes.Length; }
        }

        metrics.Delivered(told);
    }
}
