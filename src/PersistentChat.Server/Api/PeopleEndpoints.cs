using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/people</c></summary>
internal static class PeopleEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/people", List).Needs(Right.Read);
        api.MapPost("/people", CreateAsync).Needs(Right.Administer);
        api.MapGet("/people/{id:guid}", Get).Needs(Right.OwnData);
        api.MapPut("/people/{id:guid}", ChangeAsync).Needs(Right.Administer);
        api.MapDelete("/people/{id:guid}", RemoveAsync).Needs(Right.Administer);
        api.MapPut("/people/{id:guid}/enabled", SetEnabledAsync).Needs(Right.Administer);
        api.MapPost("/people/import", PeopleImport.ImportAsync).Needs(Right.Administer).Accepts<string>(PeopleImport.ContentType);
        api.MapPut("/people/{id:guid}/password", SetPasswordAsync).Needs(Right.Administer);
    }

    /// <summary>People by address.</summary>
    /// <param name="text">A part of the address, display name or mail address.</param>
    public static Results<Ok<Page<PersonDetails>>, ProblemHttpResult> List(
        [AsParameters] Paging paging, string? text, bool? enabled, Changes changes) => paging.Problem is { } wrong
            ? wrong
            : TypedResults.Ok(paging.Make(
                changes.Pool.People.Values.Where(person =>
                    !person.Removed && (enabled ?? person.Enabled) == person.Enabled && Has(person, text)),
                person => person.Uri,
                Details));

    /// <summary>Makes a person known; who was removed comes back as who it was, with nothing but what it has written.</summary>
    public static async Task<Results<Created<PersonDetails>, ProblemHttpResult>> CreateAsync(
        NewPerson wanted, [FromHeader(Name = IdempotencyKeys.Header)] string? key,
        Caller caller, Changes changes, Passwords passwords, HttpContext http)
    {
        var person = new Person(
            changes.Pool.IdFor(wanted.Uri), wanted.Uri, wanted.Settings.DisplayName, wanted.Settings.Mail, wanted.Settings.Enabled);
        var create = wanted.Password is null ? (Outcome<CreatePerson>)new CreatePerson(person) : passwords.Create(person, wanted.Password);
        if (create.IsRefused)
        {
            return Problems.Of(create.Refusal!);
        }

        var outcome = await changes.MakeAsync(create.Value, person.Id, caller, new Repeatable(key, http, wanted), (pool, id) => pool.Person(id));
        return outcome.ToCreated(http, it => it.Id, Details);
    }

    /// <summary>A person; to people only they themselves.</summary>
    public static Results<Ok<PersonDetails>, ProblemHttpResult> Get(Guid id, Caller caller, Changes changes, HttpContext http)
    {
        var isShown = caller.Has(Right.Read) || caller.Person?.Id == id;
        Outcome<Person> outcome = isShown && changes.Pool.Person(id) is { } person ? person : Refusal.NoSuchPerson;
        return outcome.ToOk(http, Details);
    }

    /// <summary>Changes a person; who is disabled is signed out and leaves every room at once.</summary>
    public static async Task<Results<Ok<PersonDetails>, ProblemHttpResult>> ChangeAsync(
        Guid id, PersonSettings settings, [FromHeader(Name = "If-Match")] string? ifMatch, Caller caller, Changes changes, HttpContext http)
    {
        if (changes.Pool.Person(id) is not { } before)
        {
            return Problems.Of(Refusal.NoSuchPerson);
        }

        if (ETags.Check(ifMatch, Details(before)) is { } refused)
        {
            return refused;
        }

        var now = before with { DisplayName = settings.DisplayName, Mail = settings.Mail, Enabled = settings.Enabled };
        var change = new ChangePerson(now) { Expected = ETags.IsAny(ifMatch) ? null : before };
        return (await changes.DoAsync(change, caller)).ToOk(http, Details);
    }

    /// <summary>Lets a person sign in, or not any more; also one from a directory.</summary>
    public static async Task<Results<Ok<PersonDetails>, ProblemHttpResult>> SetEnabledAsync(
        Guid id, PersonEnabled wanted, Caller caller, Changes changes, HttpContext http) =>
        (await changes.DoAsync(new SetPersonEnabled(id, wanted.Enabled), caller)).ToOk(http, Details);

    /// <summary>
    /// Takes a person away: out of every room and list, with its password and tokens. What it has written stays its own.
    /// </summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, Caller caller, Changes changes) =>
        (await changes.DoAsync(new RemovePerson(id), caller)).ToNoContent();

    /// <summary>Sets a person's password; whoever is signed in with the old one is signed out.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> SetPasswordAsync(
        Guid id, NewPassword wanted, Caller caller, Changes changes, Passwords passwords) =>
        changes.Pool.Person(id) is { } person
            ? (await changes.DoAsync(passwords.Set(person, wanted.Password), caller)).ToNoContent()
            : Problems.Of(Refusal.NoSuchPerson);

    private static bool Has(Person person, string? text) => text is null || new[] { person.Uri, person.DisplayName, person.Mail }
        .Any(it => it?.Contains(text, StringComparison.OrdinalIgnoreCase) is true);

    internal static PersonDetails Details(Person person) => new(
        person.Id, person.Uri, person.Source is PrincipalSource.Directory,
        new PersonSettings(person.DisplayName, person.Mail, person.Enabled), (PoolRole)person.Role);
}
