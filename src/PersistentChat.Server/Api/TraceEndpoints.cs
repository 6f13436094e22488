using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Management;
using PersistentChat.Rooms.Access;
using PersistentChat.Sip;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tracing;
using TracedMessage = PersistentChat.Management.TracedMessage;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/traces</c>: what passes between somebody and the server. That somebody looks is an event of its own.</summary>
internal static class TraceEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/traces", List).Needs(Right.Administer);
        api.MapPost("/traces", BeginAsync).Needs(Right.Administer);
        api.MapGet("/traces/{id:guid}", Get).Needs(Right.Administer);
        api.MapGet("/traces/{id:guid}/messages", ListMessages).Needs(Right.Administer);
        api.MapGet("/traces/{id:guid}/ladder", Ladder).Needs(Right.Administer);
        api.MapDelete("/traces/{id:guid}", Delete).Needs(Right.Administer);
    }

    /// <summary>Every trace, those that have ended among them.</summary>
    public static Results<Ok<Page<TraceDetails>>, ProblemHttpResult> List([AsParameters] Paging paging, SipEndpoint sip) =>
        paging.Problem is { } wrong ? wrong : TypedResults.Ok(paging.Make(sip.Traces.All.AsEnumerable(), trace => $"{trace.Id}", Details));

    /// <summary>Begins to keep what passes between a person, or on a connection, and the server; it ends by itself.</summary>
    public static async Task<Results<Created<TraceDetails>, ProblemHttpResult>> BeginAsync(
        NewTrace wanted, Caller caller, Changes changes, SipEndpoint sip, TimeProvider clock, HttpContext http)
    {
        SipUri? person = null;
        if (wanted.Person is not null && !SipUri.TryParse(wanted.Person, out person))
        {
            return Problems.Invalid("person", "This is no address such as sip:user@domain");
        }

        var id = Guid.CreateVersion7();
        var endsAt = clock.GetUtcNow().AddMinutes(wanted.Minutes);
        var subject = new TraceSubject(person?.AddressOfRecord, wanted.ConnectionId, wanted.WithText);
        var named = subject.Person ?? $"connection {subject.ConnectionId}";
        var outcome = await changes.DoAsync(new BeginTrace(id, named, endsAt, wanted.WithText), caller);
        if (outcome.IsRefused)
        {
            return Problems.Of(outcome.Refusal!);
        }

        var trace = new MessageTrace(id, subject, new TraceBounds(wanted.Messages, endsAt), TraceBody.Tell);
        return sip.Traces.TryStart(trace)
            ? TypedResults.Created($"{http.Request.Path}/{id:D}", Details(trace))
            : Problems.TooManyTraces;
    }

    /// <summary>One trace, without its messages.</summary>
    public static Results<Ok<TraceDetails>, ProblemHttpResult> Get(Guid id, SipEndpoint sip) =>
        sip.Traces.Find(id) is { } trace ? TypedResults.Ok(Details(trace)) : Problems.NoSuchTrace;

    /// <summary>The messages of a trace, in the order in which they came and left.</summary>
    public static Results<Ok<Page<TracedMessage>>, ProblemHttpResult> ListMessages(
        Guid id, [AsParameters] Paging paging, SipEndpoint sip)
    {
        if (paging.Problem is { } wrong)
        {
            return wrong;
        }

        return sip.Traces.Find(id) is { } trace
            ? TypedResults.Ok(paging.Make(trace.Messages.AsEnumerable(), KeyOf, Message))
            : Problems.NoSuchTrace;
    }

    /// <summary>A trace as people read one: an arrow for each message.</summary>
    public static Results<ContentHttpResult, ProblemHttpResult> Ladder(Guid id, SipEndpoint sip) =>
        sip.Traces.Find(id) is { } trace
            ? TypedResults.Text(TraceLadder.Render(trace.Messages.Select(Message)))
            : Problems.NoSuchTrace;

    /// <summary>Ends a trace, if it goes on, and forgets its messages.</summary>
    public static Results<NoContent, ProblemHttpResult> Delete(Guid id, SipEndpoint sip) =>
        sip.Traces.TryRemove(id) ? TypedResults.NoContent() : Problems.NoSuchTrace;

    private static string KeyOf(Sip.Tracing.TracedMessage message) => message.Number.ToString("D10", CultureInfo.InvariantCulture);

    private static TracedMessage Message(Sip.Tracing.TracedMessage it) =>
        new(it.Number, it.At, it.ConnectionId, it.Remote, it.IsReceived, it.Text);

    private static TraceDetails Details(MessageTrace trace)
    {
        // In this order: what has ended gets no more messages.
        var (ended, messages) = (trace.Ended, trace.Messages.Count);
        return new TraceDetails(
            trace.Id, trace.Subject.Person, trace.Subject.ConnectionId, trace.Subject.WithText, trace.Bounds.EndsAt, trace.Bounds.Messages,
            ended switch { TraceEnd.Time => TraceState.Time, TraceEnd.Full => TraceState.Full, _ => TraceState.Running }, messages);
    }
}
