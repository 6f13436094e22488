using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Tests.World;

/// <summary>
/// Keeps what it was handed, and in which order beside the in-turn callbacks that tests note in the same list.
/// </summary>
internal sealed class TestAnnouncer : IAnnouncer
{
    private readonly List<string> _notes = [];
    private readonly List<RoomAnnouncement> _announcements = [];

    public bool IsFailing { get; set; }

    public IReadOnlyList<RoomAnnouncement> Announcements
    {
        get
        {
            lock (_notes)
            {
                return [.. _announcements];
            }
        }
    }

    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_notes)
            {
                return [.. _notes];
            }
        }
    }

    public void Hand(RoomAnnouncement announcement)
    {
        var note = announcement switch
        {
            MessagePosted posted => $"{posted.Message.Text} #{posted.Message.ChatId}",
            PersonEntered entered => $"{entered.Person.DisplayName} entered",
            PersonLeft left => $"{left.Person.DisplayName} left: {left.Reason}",
            RoomChanged changed => $"{changed.Room.Room.Name} changed",
            PersonPutOut putOut => PutOut(putOut),
            _ => throw new ArgumentOutOfRangeException(nameof(announcement)),
        };
        lock (_notes)
        {
            _announcements.Add(announcement);
            _notes.Add(note);
        }
    }

    public void Hand(Invited invited) =>
        Note($"{invited.Person.DisplayName} is invited to {invited.Room.Room.Name} #{invited.InvitationId}");

    private static string PutOut(PersonPutOut putOut) =>
        $"{putOut.Person.DisplayName} is put out of {putOut.Room.Room.Name} ({string.Join(", ", putOut.Participants.Where(p => p.WasPutOut).Select(p => p.DialogId))})";

    public void Hand(SignInsEnded ended)
    {
        if (IsFailing)
        {
            throw new InvalidOperationException("The announcer was told to fail");
        }

        Note($"{ended.Person.DisplayName} is out: {ended.Reason}");
    }

    public void Note(string note)
    {
        lock (_notes)
        {
            _notes.Add(note);
        }
    }

    public void Clear()
    {
        lock (_notes)
        {
            _announcements.Clear();
            _notes.Clear();
        }
    }
}
