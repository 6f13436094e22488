using System.Collections;
using System.Collections.Frozen;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Ids of people, groups and domains. Immutable, equal by content, made for being asked often: two sets are compared by
/// walking through the smaller.
/// </summary>
public sealed class PrincipalSet : IReadOnlyCollection<Guid>, IEquatable<PrincipalSet>
{
    /// <summary>The principal that everybody belongs to (the original's type 2, AnyUser).</summary>
    public static readonly Guid EverybodyId = new("00000002-0000-4000-8000-000000000000");

    public static readonly PrincipalSet None = new(FrozenSet<Guid>.Empty);

    public static readonly PrincipalSet Everybody = Of(EverybodyId);

    private readonly FrozenSet<Guid> _ids;

    private PrincipalSet(FrozenSet<Guid> ids) => _ids = ids;

    public int Count => _ids.Count;

    public static PrincipalSet Of(params IEnumerable<Guid> ids) => ids.ToFrozenSet() is { Count: > 0 } set ? new(set) : None;

    public bool Contains(Guid id) => _ids.Contains(id);

    public bool Overlaps(PrincipalSet other)
    {
        var (small, large) = Count <= other.Count ? (this, other) : (other, this);
        foreach (var id in small._ids.Items)
        {
            if (large._ids.Contains(id))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Walks without allocating.</summary>
    public ReadOnlySpan<Guid> Items => _ids.Items.AsSpan();

    public IEnumerator<Guid> GetEnumerator() => ((IEnumerable<Guid>)_ids).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(PrincipalSet? other) =>
        ReferenceEquals(this, other) || (other is not null && Count == other.Count && _ids.SetEquals(other._ids));

    public override bool Equals(object? obj) => Equals(obj as PrincipalSet);

    // Order must not matter.
    public override int GetHashCode() => _ids.Aggregate(Count, (hash, id) => hash ^ id.GetHashCode());
}
