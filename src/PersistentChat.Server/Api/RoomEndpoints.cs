using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Hosting;
using Deed = PersistentChat.Rooms.Access.Deed;
using RoomPrivacy = PersistentChat.Rooms.Rooms.RoomPrivacy;
using RoomType = PersistentChat.Rooms.Rooms.RoomType;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/rooms</c></summary>
internal static class RoomEndpoints
{
    private const long CharactersPerMb = 1_000_000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rooms", ListAsync).Needs(Right.Look);
        api.MapPost("/rooms", CreateAsync).Needs(Right.Manage);
        api.MapGet("/rooms/{id:guid}", Get).Needs(Right.Look);
        api.MapPut("/rooms/{id:guid}", ChangeAsync).Needs(Right.Manage);
        api.MapDelete("/rooms/{id:guid}", DeleteAsync).Needs(Right.Administer);
        api.MapPost("/rooms/{id:guid}/move", MoveAsync).Needs(Right.Manage);
        api.MapPost("/rooms/{id:guid}/clear", ClearAsync).Needs(Right.Administer);
    }

    public static RoomDetails Details(RoomSnapshot room, PoolAddresses addresses) => new(
        room.Id,
        $"{addresses.UriOf(room.Id)}",
        new RoomSettings(
            room.Room.Name, room.Room.CategoryId, room.Room.Description,
            (Management.RoomType)room.Room.Type, (Management.RoomPrivacy)room.Room.Privacy,
            room.Room.Disabled, room.Room.InvitationsOff, room.Room.AddInId));

    /// <summary>A room that the caller may see.</summary>
    public static Outcome<RoomSnapshot> Find(Guid id, Caller caller, Pool pool) =>
        pool.Room(id) is not { } room ? Refusal.NoSuchRoom
        : caller.Viewer is { } person && RoomAccess.Check(Deed.See, room, pool.StandingIn(room, person)) is { } refusal ? refusal
        : room;

    /// <summary>Rooms by name; to people those that they may see.</summary>
    public static async Task<Results<Ok<Page<RoomDetails>>, ProblemHttpResult>> ListAsync(
        [AsParameters] Paging paging, [AsParameters] Filter filter, Caller caller,
        RoomDirectory rooms, RoomSizes sizes, PoolAddresses addresses, CancellationToken ct)
    {
        if ((paging.Problem ?? filter.Problem(caller)) is { } wrong)
        {
            return wrong;
        }

        var query = filter.ToQuery();
        if (filter.ContentAboveMb is { } megabytes)
        {
            query = query with { Among = await sizes.AboveAsync(megabytes * CharactersPerMb, ct) };
        }

        return TypedResults.Ok(paging.Make(
            rooms.List(caller.Viewer, query, paging.After, paging.Take),
            room => room.Room.Name,
            room => Details(room, addresses)));
    }

    /// <summary>Makes a room; a person who makes it becomes its manager.</summary>
    public static async Task<Results<Created<RoomDetails>, ProblemHttpResult>> CreateAsync(
        RoomSettings settings, [FromHeader(Name = IdempotencyKeys.Header)] string? key,
        Caller caller, Changes changes, PoolAddresses addresses, HttpContext http)
    {
        var room = Read(Guid.CreateVersion7(), settings);
        var outcome = await changes.MakeAsync(
            new CreateRoom(room), room.Id, caller, new Repeatable(key, http, settings), (pool, id) => pool.Room(id));
        return outcome.ToCreated(http, it => it.Id, it => Details(it, addresses));
    }

    /// <summary>A room.</summary>
    public static Results<Ok<RoomDetails>, ProblemHttpResult> Get(
        Guid id, Caller caller, Changes changes, PoolAddresses addresses, HttpContext http) =>
        Find(id, caller, changes.Pool).ToOk(http, room => Details(room, addresses));

    /// <summary>Changes a room; whoever may not be in it any more leaves it at once.</summary>
    public static async Task<Results<Ok<RoomDetails>, ProblemHttpResult>> ChangeAsync(
        Guid id, RoomSettings settings, [FromHeader(Name = "If-Match")] string? ifMatch,
        Caller caller, Changes changes, PoolAddresses addresses, HttpContext http)
    {
        var seen = Find(id, caller, changes.Pool);
        if (seen.IsRefused)
        {
            return Problems.Of(seen.Refusal!);
        }

        if (ETags.Check(ifMatch, Details(seen.Value, addresses)) is { } refused)
        {
            return refused;
        }

        var change = new ChangeRoom(Read(id, settings)) { Expected = ETags.IsAny(ifMatch) ? null : seen.Value.Room };
        return (await changes.DoAsync(change, caller)).ToOk(http, room => Details(room, addresses));
    }

    /// <summary>Puts everybody out of a room and deletes it with all that is in it. There is no way back.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, Caller caller, Changes changes) =>
        (await changes.DoAsync(new DeleteRoom(id), caller)).ToNoContent();

    /// <summary>Moves a room to another category: for administrators, and its managers who may make rooms there.</summary>
    public static async Task<Results<Ok<RoomDetails>, ProblemHttpResult>> MoveAsync(
        Guid id, Management.MoveRoom wanted, Caller caller, Changes changes, PoolAddresses addresses, HttpContext http) =>
        (await changes.DoAsync(new Rooms.Rooms.MoveRoom(id, wanted.CategoryId), caller)).ToOk(http, room => Details(room, addresses));

    /// <summary>Takes everything out of a room that was said up to the end of a day (UTC).</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> ClearAsync(
        Guid id, ClearHistory wanted, Caller caller, HistoryCleaner cleaner, CancellationToken ct)
    {
        var before = new DateTimeOffset(wanted.Through.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        return (await cleaner.PurgeAsync(id, before, caller.Person, ct)).ToNoContent();
    }

    private static Room Read(Guid id, RoomSettings settings) => new(
        id, settings.CategoryId, settings.Name, settings.Description, (RoomType)settings.Type, (RoomPrivacy)settings.Privacy,
        settings.Disabled, settings.InvitationsOff, settings.AddInId);

    /// <summary>Which rooms are wanted: the original's filters. What is not said does not matter.</summary>
    internal sealed record Filter(
        [property: FromQuery(Name = "text"), Description("Words of the name, all of them, parts too")] string? Text,
        [property: FromQuery(Name = "inDescription"), Description("The words may also stand in the description")] bool? InDescription,
        [property: FromQuery(Name = "member"), Description("Address of a member")] string? Member,
        [property: FromQuery(Name = "manager"), Description("Address of a manager")] string? Manager,
        [property: FromQuery(Name = "categoryId")] Guid? CategoryId,
        [property: FromQuery(Name = "addInId")] Guid? AddInId,
        [property: FromQuery(Name = "addIn"), Description("Name of the add-in")] string? AddIn,
        [property: FromQuery(Name = "disabled")] bool? Disabled,
        [property: FromQuery(Name = "privacy")] Management.RoomPrivacy? Privacy,
        [property: FromQuery(Name = "type")] Management.RoomType? Type,
        [property: FromQuery(Name = "invitationsOff")] bool? InvitationsOff,
        [property: FromQuery(Name = "contentAboveMb"), Description("More than so many million characters are kept; for administrators and auditors")]
        int? ContentAboveMb)
    {
        /// <summary>Null: the caller may ask it.</summary>
        public ProblemHttpResult? Problem(Caller caller) =>
            ContentAboveMb is < 0 ? Problems.Invalid("contentAboveMb", "It is not below 0")
            : ContentAboveMb is not null && !caller.Has(Right.Read) ? Problems.NotAllowed
            : null;

        public RoomQuery ToQuery() => new()
        {
            Text = Text ?? "",
            Match = Rooms.Search.WordMatch.All,
            InDescription = InDescription ?? false,
            Member = Member,
            Manager = Manager,
            CategoryId = CategoryId,
            AddInId = AddInId,
            AddIn = AddIn,
            Disabled = Disabled,
            Privacy = (RoomPrivacy?)Privacy,
            Type = (RoomType?)Type,
            InvitationsOff = InvitationsOff,
        };
    }
}
