using System.Security.Claims;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.SignIn;

namespace PersistentChat.Server.Browser.OpenId;

/// <summary>Whom of the pool an identity provider means.</summary>
internal sealed class ExternalPeople(IOptions<OpenIdOptions> options, SignInAccounts accounts, Journal journal)
{
    private const string Mail = "email";

    /// <summary>What the provider calls somebody; empty: nothing.</summary>
    public string NameOf(ClaimsPrincipal user) => user.FindFirstValue(options.Value.PersonClaim) ?? "";

    /// <summary>Null: nobody, or nobody who may sign in.</summary>
    public Person? Find(ClaimsPrincipal user)
    {
        // A mail address may be whatever somebody has typed in there.
        var isProved = options.Value.PersonClaim is not Mail
            || string.Equals(user.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase);
        var person = isProved && accounts.AddressOf(NameOf(user), "") is { } address ? journal.Committed.Person(address) : null;
        return person is { Enabled: true } ? person : null;
    }
}
