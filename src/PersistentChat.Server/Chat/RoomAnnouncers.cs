using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Hosting;
using PersistentChat.Server.SignIn;

namespace PersistentChat.Server.Chat;

/// <summary>One announcer per room, so that a post to 10,000 participants delays neither the journal nor another room.</summary>
internal sealed class RoomAnnouncers(
    PoolAddresses pool, ChatSessions sessions, IOptions<ChatOptions> options, SignInEnds signIns, ChatMetrics metrics, ILogger<RoomAnnouncers> logger)
    : IAnnouncer
{
    private readonly ConcurrentDictionary<Guid, RoomAnnouncer> _rooms = new();

    public void Hand(RoomAnnouncement announcement)
    {
        if (announcement is PersonPutOut putOut)
        {
            var dialogs = putOut.Participants.Where(participant => participant.WasPutOut).Select(participant => participant.Endpoint);
            Tell([.. dialogs], new KickNotice(pool.UriOf(putOut.Room.Id), putOut.Person.Uri));
            return;
        }

        if (announcement is MessagePosted) { metrics.Posted(); }
        _rooms.GetOrAdd(announcement.Room.Id, id => new RoomAnnouncer(id, pool.Domain, metrics, logger)).Hand(announcement);
    }

    public void Hand(Invited invited) => Tell(
        sessions.Of(invited.Person),
        new RoomNotice(WireNames.NoticeIds.Invite, RoomBlocks.Of(invited.Room, pool.Domain), invited.InvitationId));

    public void Hand(SignInsEnded ended) => signIns.Add(ended);

    /// <summary>Whether anything handed over is still to be told.</summary>
    public bool HasWork => _rooms.Values.Any(announcer => announcer.Behind > 0);

    /// <summary>Announcements that are still to be told.</summary>
    public long Behind => _rooms.Values.Sum(announcer => (long)announcer.Behind);

    private static void Tell(IReadOnlyList<IChatEndpoint> dialogs, Notice what)
    {
        if (dialogs.Count is 0)
        {
            return;
        }

        ReadOnlyMemory<byte> envelope = XccosEncoder.Encode(EnvelopeIds.Next(), what);
        foreach (var dialog in dialogs)
        {
            dialog.Deliver(envelope);
        }
    }

    /// <summary>Whether a room has so much to tell still that it must not get more (<see cref="ChatOptions.MaxAnnouncementsBehind"/>).</summary>
    public bool IsBehind(Guid room) =>
        _rooms.TryGetValue(room, out var announcer) && announcer.Behind >= options.Value.MaxAnnouncementsBehind;
}
