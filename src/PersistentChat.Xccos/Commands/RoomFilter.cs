using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Reading;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// What a search of rooms is narrowed to beside words (xccos.md 8.10; the names on the wire are G:
/// <see cref="WireNames.RoomFilters"/>). Null everywhere: not narrowed by that.
/// </summary>
public sealed record RoomFilter
{
    public static readonly RoomFilter None = new();

    /// <summary>Address of a member, of a manager, of somebody who is in the room now.</summary>
    public string? Member { get; init; }

    /// <inheritdoc cref="Member"/>
    public string? Manager { get; init; }

    /// <inheritdoc cref="Member"/>
    public string? Participant { get; init; }

    public CategoryUri? Category { get; init; }

    public Guid? AddIn { get; init; }

    public bool? Disabled { get; init; }

    public RoomVisibility? Visibility { get; init; }

    public RoomBehavior? Behavior { get; init; }

    /// <summary>True: as the category has it; false: invitations are switched off.</summary>
    public bool? InheritsInvitations { get; init; }

    /// <summary>False: something is there and cannot be read; to leave it out would find too much.</summary>
    internal static bool TryRead(Element query, out RoomFilter filter)
    {
        var isRead = true;
        filter = new RoomFilter
        {
            Member = Said(WireNames.RoomFilters.Member),
            Manager = Said(WireNames.RoomFilters.Manager),
            Participant = Said(WireNames.RoomFilters.Participant),
            Category = Read<CategoryUri>(WireNames.RoomFilters.Category, value => CategoryUri.TryParse(value, out var uri) ? uri : null),
            AddIn = Read<Guid>(WireNames.RoomFilters.AddIn, value => Guid.TryParse(value, out var id) ? id : null),
            Disabled = Read<bool>(WireNames.RoomFilters.Disabled, WireValue.Truth),
            Visibility = Read<RoomVisibility>(WireNames.RoomFilters.Visibility, VisibilityOf),
            Behavior = Read<RoomBehavior>(WireNames.RoomFilters.Behavior, BehaviorOf),
            InheritsInvitations = Read<bool>(
                WireNames.RoomFilters.Invitations, value => WireValue.Same(value, WireNames.Values.Inherit) ? true : WireValue.Truth(value)),
        };
        return isRead;

        string? Said(string[] names) => query.FirstAttribute(names)?.Trim() is { Length: > 0 } value ? value : null;

        T? Read<T>(string[] names, Func<string, T?> parse)
            where T : struct
        {
            if (Said(names) is not { } value)
            {
                return null;
            }

            var parsed = parse(value);
            isRead &= parsed is not null;
            return parsed;
        }
    }

    /// <summary>Criteria that are an address: that is what is browsed. Null: they are words.</summary>
    internal RoomFilter? Browse(string criteria) =>
        CategoryUri.TryParse(criteria.Trim(), out var category) ? this with { Category = category }
        : criteria.Trim().StartsWith(WireNames.Values.SipScheme, StringComparison.OrdinalIgnoreCase) ? this with { Participant = criteria.Trim() }
        : null;

    private static RoomVisibility? VisibilityOf(string value) => value.ToLowerInvariant() switch
    {
        "private" or "secret" or "2" => RoomVisibility.Private,
        "scope" or "scoped" or "closed" or "3" => RoomVisibility.Scope,
        "open" or "6" => RoomVisibility.Open,
        _ => null,
    };

    private static RoomBehavior? BehaviorOf(string value) => value.ToLowerInvariant() switch
    {
        "normal" or "4" => RoomBehavior.Normal,
        "auditorium" or "5" => RoomBehavior.Auditorium,
        _ => null,
    };
}
