using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Access;

/// <summary>Notes for the archive that somebody looks at what passes between a person, or on a connection, and the server.</summary>
/// <param name="Subject">Address of a person, or what names a connection.</param>
/// <param name="WithText">What people say is seen too.</param>
public sealed record BeginTrace(Guid TraceId, string Subject, DateTimeOffset EndsAt, bool WithText) : ChangeCommand<Guid>
{
    internal override string Ids => $"{TraceId} of {Subject}";

    internal override Outcome<Guid> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        turn.Record(ComplianceEventKind.OfficerAccess, turn.Now, null, By, e => e with
        {
            Text = $"Trace {TraceId} of {Subject} until {EndsAt:u}, {(WithText ? "with" : "without")} what is said",
            Reason = "TraceStarted",
        });
        return TraceId;
    }
}
