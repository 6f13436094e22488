using PersistentChat.Rooms.Journal;

namespace PersistentChat.Server.Tests.World;

/// <summary>Tells nobody anything.</summary>
internal sealed class DeafAnnouncer : IAnnouncer
{
    public void Hand(RoomAnnouncement announcement)
    {
    }

    public void Hand(Invited invited)
    {
    }

    public void Hand(SignInsEnded ended)
    {
    }
}
