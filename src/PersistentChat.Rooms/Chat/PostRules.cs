using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Chat;

/// <summary>Whether a post is taken: one pure function, asked in the journal's turn.</summary>
public static class PostRules
{
    /// <summary>Null: it is taken.</summary>
    /// <param name="person">The author as known now; null: not known any more.</param>
    /// <param name="who">What the author is in the room now.</param>
    public static Refusal? Check(PostMessage post, RoomSnapshot? room, Person? person, Standing who, RoomsOptions rules)
    {
        if (person is null)
        {
            return Refusal.NoSuchPerson;
        }

        if (room is null)
        {
            return Refusal.NoSuchRoom;
        }

        if (RoomAccess.Check(Deed.Post, room, who) is { } refusal)
        {
            return refusal;
        }

        var isJoined = room.Participants.TryGetValue(post.DialogId, out var participant)
            && participant.Person.Id == person.Id;
        return isJoined ? CheckContent(post, rules) : Refusal.NotJoined;
    }

    private static Refusal? CheckContent(PostMessage post, RoomsOptions rules)
    {
        // What has markup may be a story, and only the markup could tell; its text gets the longer limit.
        var limit = post.Markup is null ? rules.MessageLength : rules.StoryLength;
        if (post.Text.Length > limit || post.Markup?.Length > rules.MarkupLength)
        {
            return Refusal.MessageTooLong;
        }

        if (!TextRules.IsStorable(post.Text) || !TextRules.IsStorable(post.Markup))
        {
            return Refusal.InvalidArgument("The message is not valid text");
        }

        return TextRules.CheckOptional(
            post.ClientMessageId, TextRules.ClientMessageIdLength, "The client's message id");
    }
}
