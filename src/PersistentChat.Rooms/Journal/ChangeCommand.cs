using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>A change of the pool itself, and on whose word: rights are looked at in the journal's turn.</summary>
public abstract record ChangeCommand<TResult> : JournalCommand<TResult>
{
    /// <summary>Who does it, as the compliance event says. Null: the system itself, which may do everything.</summary>
    public Person? By { get; init; }

    /// <summary>The front door has made sure that <see cref="By"/> is an administrator, and acts as one.</summary>
    public bool AsAdministrator { get; init; }

    /// <summary>How the repetition of this is recognised; null: it is not.</summary>
    public KeptRequest? Request { get; init; }

    /// <summary>Asked for at a front door; seeding is not.</summary>
    internal bool IsByHand => By is not null || AsAdministrator;

    internal bool HasAllRights => By is null || AsAdministrator;

    internal sealed override Outcome<TResult> DecideOnce(Turn turn)
    {
        if (Request is null)
        {
            return Decide(turn);
        }

        if (turn.Pool.Others.Requests.TryGetValue(Request.Key, out var earlier) && earlier.ExpiresAt > turn.Now)
        {
            return earlier.Content == Request.Content ? Refusal.AlreadyMade : Refusal.KeyReused;
        }

        if (!turn.Pool.MayKeepRequest(turn.Now))
        {
            return Refusal.TooManyRequests;
        }

        var outcome = Decide(turn);
        if (!outcome.IsRefused)
        {
            turn.Pool.Put(Request);
        }

        return outcome;
    }

    /// <summary>Null: it may manage the room.</summary>
    private protected Refusal? CheckManager(Turn turn, RoomSnapshot room) =>
        HasAllRights ? null
        : turn.Pool.Person(By!.Id) is { } person
            ? RoomAccess.Check(Deed.Manage, room, turn.Pool.StandingIn(room, person))
            : Refusal.NoSuchPerson;

    /// <summary>Null: it may make rooms in the category.</summary>
    private protected Refusal? CheckCreator(Turn turn, Category category) =>
        HasAllRights ? null
        : turn.Pool.Person(By!.Id) is { } person
            ? RoomAccess.MayCreateIn(
                category, turn.Pool.Others.MayUseChat(person), turn.Pool.Others.Affiliations.Of(person))
            : Refusal.NoSuchPerson;

    private protected Refusal? CheckAdministrator() => HasAllRights ? null : Refusal.NotAdministrator;
}
