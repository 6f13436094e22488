namespace PersistentChat.Rooms.Membership;

/// <summary>
/// One join of one dialog in one room; every join makes a new one. After <see cref="Leave"/> nothing of the room
/// reaches the dialog through it any more, whatever announcers still have in hand.
/// </summary>
/// <param name="roles">All that the person was in the room at the join.</param>
public sealed class Participant(Person person, IChatEndpoint endpoint, RoomRoles roles)
{
    private readonly Lock _delivering = new();
    private bool _hasLeft;

    public Person Person => person;

    public IChatEndpoint Endpoint => endpoint;

    public string DialogId => endpoint.DialogId;

    public RoomRoles Roles => roles;

    public bool HasLeft
    {
        get
        {
            lock (_delivering)
            {
                return _hasLeft;
            }
        }
    }

    /// <summary>
    /// Whether the dialog has been told who is in the room: at its join, or since. Set by the journal at the join, and
    /// from then on by the room's announcer alone.
    /// </summary>
    public bool KnowsRoster { get; set; }

    /// <summary>It was taken out before it said itself that it leaves: it is to be told so.</summary>
    public bool WasPutOut { get; private set; }

    /// <summary>Queues envelopes to the dialog. False: it has left, nothing was queued.</summary>
    public bool TryDeliver(params ReadOnlySpan<ReadOnlyMemory<byte>> envelopes)
    {
        lock (_delivering)
        {
            if (_hasLeft)
            {
                return false;
            }

            endpoint.Deliver(envelopes);
            return true;
        }
    }

    /// <summary>
    /// Nothing more is delivered once this returns. The front door calls it when the wish to leave arrives, before the
    /// journal has decided.
    /// </summary>
    public void Leave()
    {
        lock (_delivering)
        {
            _hasLeft = true;
        }
    }

    /// <summary>The same, by the journal, for everybody it took out of a room.</summary>
    internal void PutOut()
    {
        lock (_delivering)
        {
            WasPutOut = !_hasLeft;
            _hasLeft = true;
        }
    }
}
