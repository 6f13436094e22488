using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Api;

/// <summary>Who asks, as the gate has found out; endpoints take it as a parameter.</summary>
/// <param name="Person">Who has signed in, or for whom the token acts. Null: whoever holds the machine, by the Unix socket.</param>
internal sealed record Caller(Person? Person, PoolRole Role)
{
    public static readonly Caller Operator = new(null, PoolRole.Administrator);

    /// <summary>How it has signed in, with a browser. Null: it has not, it shows a token.</summary>
    public BrowserSession? Session { get; init; }

    public bool IsAdministrator => Role is PoolRole.Administrator;

    /// <summary>Whose eyes are to be looked through. Null: everything is seen.</summary>
    public Person? Viewer => Role is PoolRole.Administrator or PoolRole.Auditor ? null : Person;

    public bool Has(Right right) => right switch
    {
        Right.Anybody or Right.OwnData => true,
        Right.Look => Role is not PoolRole.ComplianceOfficer,
        Right.Read => Role is PoolRole.Administrator or PoolRole.Auditor,
        Right.Manage => Role is PoolRole.Administrator or PoolRole.Person,
        Right.Archives => Role is PoolRole.Administrator or PoolRole.ComplianceOfficer,
        _ => IsAdministrator,
    };

    // Found by minimal APIs: a parameter of this type is what the gate has put there, never what a request says.
    public static ValueTask<Caller> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult(http.Features.GetRequiredFeature<Caller>());
}
