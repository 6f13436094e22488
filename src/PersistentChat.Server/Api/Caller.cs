using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Api;

/// <summary>Who asks, as the gate has found out; endpoints take it as a parameter.</summary>
/// <param name="Person">For whom the token acts. Null: whoever holds the machine, by the Unix socket.</param>
internal sealed record Caller(Person? Person, TokenRole Role)
{
    public static readonly Caller Operator = new(null, TokenRole.Administrator);

    public bool IsAdministrator => Role is TokenRole.Administrator;

    /// <summary>Whose eyes are to be looked through. Null: everything is seen.</summary>
    public Person? Viewer => Role is TokenRole.Administrator or TokenRole.Auditor ? null : Person;

    public bool Has(Right right) => right switch
    {
        Right.OwnData => true,
        Right.Look => Role is not TokenRole.ComplianceOfficer,
        Right.Read => Role is TokenRole.Administrator or TokenRole.Auditor,
        Right.Manage => Role is TokenRole.Administrator or TokenRole.Person,
        Right.Archives => Role is TokenRole.Administrator or TokenRole.ComplianceOfficer,
        _ => IsAdministrator,
    };

    // Found by minimal APIs: a parameter of this type is what the gate has put there, never what a request says.
    public static ValueTask<Caller> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult(http.Features.GetRequiredFeature<Caller>());
}
