using System.Text.Json;
using System.Text.Json.Serialization;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Seeding;

/// <summary>
/// What a seed file says: JSON, names in camelCase, unknown names refused. Things refer to each other by address and name;
/// a principal is written <c>sip:user@domain</c>, <c>group:Name</c>, <c>domain:example.com</c> or <c>everybody</c>.
/// </summary>
public sealed record SeedFile
{
    // Not init: the generated reader would set what is left out to null.
    public IReadOnlyList<SeedPerson> People { get; set; } = [];

    /// <summary>Policy EnablePersistentChat of the pool; left out: not set.</summary>
    public bool? EnablePersistentChat { get; set; }

    public IReadOnlyList<SeedDomain> Domains { get; set; } = [];

    public IReadOnlyList<SeedGroup> Groups { get; set; } = [];

    public IReadOnlyList<SeedAddIn> AddIns { get; set; } = [];

    public IReadOnlyList<SeedCategory> Categories { get; set; } = [];

    public IReadOnlyList<SeedRoom> Rooms { get; set; } = [];

    /// <exception cref="InvalidDataException">The file is not such a document; the message says where.</exception>
    public static async Task<SeedFile> ReadAsync(Stream json, CancellationToken ct)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(json, SeedJson.Default.SeedFile, ct)
                ?? throw new InvalidDataException("The seed file is empty.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"The seed file cannot be read: {wrong.Message}", wrong);
        }
    }
}

/// <param name="Uri"><c>sip:user@domain</c></param>
/// <param name="EnablePersistentChat">The policy; left out: not set.</param>
/// <param name="Role">What it may do in the administration.</param>
public sealed record SeedPerson(
    string Uri, string DisplayName, string? Password = null, string? Mail = null, bool? EnablePersistentChat = null,
    PoolRole Role = PoolRole.Person);

/// <summary>Everybody with an address in a domain, as one principal.</summary>
/// <param name="EnablePersistentChat">The policy; left out: not set.</param>
public sealed record SeedDomain(string Name, bool? EnablePersistentChat = null);

/// <param name="Members">Principals; groups may be listed before they are made.</param>
public sealed record SeedGroup(string Name, IReadOnlyList<string>? Members = null);

/// <param name="Url"><c>http</c> or <c>https</c>.</param>
public sealed record SeedAddIn(string Name, string Url);

/// <param name="Allowed">Principals, likewise the other two; left out: everybody.</param>
public sealed record SeedCategory(
    string Name, string Description = "", bool History = true, bool Files = false, bool Invitations = false,
    IReadOnlyList<string>? Allowed = null, IReadOnlyList<string>? Denied = null, IReadOnlyList<string>? Creators = null);

/// <param name="Id">The room's GUID; left out: a new one.</param>
/// <param name="Members">Principals; likewise the other two.</param>
/// <param name="AddIn">By name; left out: none.</param>
public sealed record SeedRoom(
    string Name, string Category, string Description = "", Guid? Id = null,
    RoomType Type = RoomType.Normal, RoomPrivacy Privacy = RoomPrivacy.Closed,
    IReadOnlyList<string>? Members = null, IReadOnlyList<string>? Managers = null, IReadOnlyList<string>? Presenters = null,
    bool Disabled = false, bool InvitationsOff = false, string? AddIn = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(SeedFile))]
internal sealed partial class SeedJson : JsonSerializerContext;
