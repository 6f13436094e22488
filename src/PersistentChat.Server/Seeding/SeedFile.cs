using System.Text.Json;
using System.Text.Json.Serialization;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Seeding;

/// <summary>What a seed file says: JSON, names in camelCase, unknown names refused. People, categories and rooms refer to each other by address and name.</summary>
public sealed record SeedFile
{
    // Not init: the generated reader would set what is left out to null.
    public IReadOnlyList<SeedPerson> People { get; set; } = [];

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
public sealed record SeedPerson(string Uri, string DisplayName, string? Password = null, string? Mail = null);

public sealed record SeedCategory(
    string Name, string Description = "", bool History = true, bool Files = false, bool Invitations = false);

/// <param name="Id">The room's GUID; left out: a new one.</param>
/// <param name="Members">Addresses, <c>sip:user@domain</c>; likewise the other two.</param>
public sealed record SeedRoom(
    string Name, string Category, string Description = "", Guid? Id = null,
    RoomType Type = RoomType.Normal, RoomPrivacy Privacy = RoomPrivacy.Closed,
    IReadOnlyList<string>? Members = null, IReadOnlyList<string>? Managers = null, IReadOnlyList<string>? Presenters = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(SeedFile))]
internal sealed partial class SeedJson : JsonSerializerContext;
