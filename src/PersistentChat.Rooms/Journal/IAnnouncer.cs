namespace PersistentChat.Rooms.Journal;

/// <summary>
/// Who tells the participants of rooms what happened, and ends what people have open when they must not have it any more. Called by the journal's writer after the commit, in the order of
/// commits, one at a time; it must queue and return, for it holds up every room. What it throws is logged and the
/// announcement is lost.
/// </summary>
public interface IAnnouncer
{
    void Hand(RoomAnnouncement announcement);

    void Hand(Invited invited);

    /// <summary>What was opened before this call is to end. Comes before the command is answered.</summary>
    void Hand(SignInsEnded ended);
}
