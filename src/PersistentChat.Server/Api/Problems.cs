using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Rooms;

namespace PersistentChat.Server.Api;

/// <summary>
/// How a refusal is said over HTTP (RFC 9457); the one place. <c>type</c> is what programs go by: it stays when words change.
/// </summary>
internal static class Problems
{
    public static readonly ProblemHttpResult NoToken = Of(401, "no-token", "A valid access token is needed");
    public static readonly ProblemHttpResult TooManyFailures = Of(429, "too-many-failures", "Too many wrong tokens came from there");
    public static readonly ProblemHttpResult NotSecure = Of(403, "not-secure", "Tokens are taken over HTTPS or on this machine only");
    public static readonly ProblemHttpResult NotAllowed = Of(403, "not-allowed", "The token's role does not allow this");
    public static readonly ProblemHttpResult NeedsIfMatch =
        Of(428, "needs-if-match", "If-Match must say which state is changed: its ETag, or * for whatever it is");

    private const string Prefix = "urn:pchat:problem:";

    public static ProblemHttpResult Of(Refusal refusal)
    {
        var (status, name) = NameOf(refusal.Kind);
        return Of(status, name, refusal.Text);
    }

    public static ProblemHttpResult Of(int status, string name, string title) =>
        TypedResults.Problem(statusCode: status, title: title, type: Prefix + name);

    /// <summary>The request is not what it should be: what is wrong with each field, by its name in JSON.</summary>
    public static ProblemHttpResult Invalid(IDictionary<string, string[]> errors) => TypedResults.Problem(
        statusCode: 400,
        title: "Some fields are wrong",
        type: Prefix + "invalid",
        extensions: new Dictionary<string, object?> { ["errors"] = errors });

    public static ProblemHttpResult Invalid(string field, string error) =>
        Invalid(new Dictionary<string, string[]> { [field] = [error] });

    /// <summary>What the framework itself refuses, or nobody answered.</summary>
    public static ProblemHttpResult OfStatus(int status) => status switch
    {
        404 => Of(404, "no-such-resource", "There is nothing at this address"),
        405 => Of(405, "no-such-method", "This cannot be done here"),
        413 => Of(413, "too-large", "The request is too large"),
        415 => Of(415, "not-json", "The body must be application/json; text/csv or application/zip where something is imported"),
        >= 500 => Of(status, "server-error", "The server could not do this"),
        _ => Of(status, "malformed", "The request cannot be understood"),
    };

    public static string TypeOf(Refusal refusal) => Prefix + NameOf(refusal.Kind).Name;

    internal static (int Status, string Name) NameOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NoSuchRoom => (404, "no-such-room"),
        RefusalKind.NoSuchCategory => (404, "no-such-category"),
        RefusalKind.NoSuchPerson => (404, "no-such-principal"),
        RefusalKind.NoSuchAddIn => (404, "no-such-add-in"),
        RefusalKind.NoSuchToken => (404, "no-such-token"),
        RefusalKind.PersonDisabled => (403, "person-disabled"),
        RefusalKind.RoomDisabled => (403, "room-disabled"),
        RefusalKind.MayNotJoin => (403, "may-not-join"),
        RefusalKind.MayNotPost => (403, "may-not-post"),
        RefusalKind.MayNotRead => (403, "may-not-read"),
        RefusalKind.MayNotManage => (403, "may-not-manage"),
        RefusalKind.MayNotCreate => (403, "may-not-create"),
        RefusalKind.NotAdministrator => (403, "not-administrator"),
        RefusalKind.NoFiles => (403, "no-files"),
        RefusalKind.NotJoined => (403, "not-joined"),
        RefusalKind.NotInScope => (409, "not-allowed-by-category"),
        RefusalKind.PresenterNotMember => (409, "presenter-not-member"),
        RefusalKind.InUse => (409, "in-use"),
        RefusalKind.FromDirectory => (409, "from-directory"),
        RefusalKind.DuplicateName => (409, "duplicate-name"),
        RefusalKind.LimitReached => (409, "limit-reached"),
        RefusalKind.AlreadyMade => (409, "already-made"),
        RefusalKind.KeyReused => (422, "key-reused"),
        RefusalKind.Collision => (412, "changed-meanwhile"),
        RefusalKind.InvalidArgument => (400, "invalid"),
        RefusalKind.MessageTooLong => (400, "message-too-long"),
        RefusalKind.Busy => (503, "busy"),
        RefusalKind.ServerStopping => (503, "stopping"),
        RefusalKind.ArchiveUnavailable => (503, "archive-unavailable"),
        RefusalKind.ServerError => (500, "server-error"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
