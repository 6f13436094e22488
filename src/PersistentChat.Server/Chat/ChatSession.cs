using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Chat;

/// <summary>
/// One chat dialog of one person: what rooms it is in and what it may still be told. Whoever holds it as an
/// <see cref="IChatEndpoint"/> tells the person something.
/// </summary>
/// <param name="person">Who opened it.</param>
/// <param name="desk">Where its requests go.</param>
/// <param name="ended">Called once, when the dialog is over.</param>
internal sealed class ChatSession(Person person, ChatDesk desk, Action<ChatSession> ended) : IDialogUser, IChatEndpoint
{
    // Its own lock: what is told is told elsewhere, so hardly anybody ever waits for it.
    private readonly Dictionary<Guid, Participant> _rooms = [];
    private Dialog? _dialog;
    private int _commandsInFlight;

    public Person Person { get; } = person;

    public string DialogId => Dialog.LocalTag;

    public RecentPosts RecentPosts { get; } = new(desk.Options.RememberedPosts);

    private Dialog Dialog => _dialog ?? throw new InvalidOperationException("The session has no dialog yet.");

    /// <summary>The INVITE was accepted; before any request in the dialog.</summary>
    public void Attach(Dialog dialog) => _dialog = dialog;

    public void OnRequest(Dialog dialog, ServerTransaction transaction) => desk.OnRequest(this, transaction);

    public void OnEnded(Dialog dialog, DialogEnd how)
    {
        _dialog ??= dialog;
        ended(this);
        foreach (var participant in Joined())
        {
            participant.Leave();
        }

        desk.OnEnded(this, how);
    }

    // Null only between the INVITE and its answer: nothing is told before there is a dialog to tell it in.
    public void Deliver(params ReadOnlySpan<ReadOnlyMemory<byte>> envelopes) => _dialog?.TrySendInfo(envelopes);

    public void Send(ServerPrimitive primitive) => Deliver(XccosEncoder.Encode(EnvelopeIds.Next(), primitive));

    /// <summary>In the journal's turn of a join.</summary>
    public void Entered(Guid room, Participant participant)
    {
        lock (_rooms)
        {
            _rooms[room] = participant;
        }
    }

    /// <summary>The client has asked to part: from now on it hears nothing of this room but the answer to that.</summary>
    public void Leaves(Guid room)
    {
        Participant? participant;
        lock (_rooms)
        {
            _rooms.Remove(room, out participant);
        }

        participant?.Leave();
    }

    /// <summary>False: with these there would be more commands being worked on than allowed.</summary>
    public bool TryBegin(int commands)
    {
        if (Interlocked.Add(ref _commandsInFlight, commands) <= desk.Options.MaxCommandsInFlight)
        {
            return true;
        }

        Interlocked.Add(ref _commandsInFlight, -commands);
        return false;
    }

    /// <summary>Something that its person has asked for is not answered yet.</summary>
    public bool HasWork => Volatile.Read(ref _commandsInFlight) > 0;

    /// <summary>A post or a command of its person was refused.</summary>
    public void Refused(Refusal refusal) => desk.Metrics.Refused(refusal.Kind);

    public void Finished() => Interlocked.Decrement(ref _commandsInFlight);

    private List<Participant> Joined()
    {
        lock (_rooms)
        {
            return [.. _rooms.Values];
        }
    }
}
