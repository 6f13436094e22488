using Microsoft.EntityFrameworkCore;

namespace PersistentChat.Rooms.Store;

/// <summary>Rows for what is different between two states of a table's content.</summary>
internal static class RowChanges
{
    public static IEnumerable<(object Row, EntityState State)> Between<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> before, IReadOnlyDictionary<TKey, TValue> now, Func<TValue, object> row)
    {
        foreach (var (key, value) in now)
        {
            if (!before.TryGetValue(key, out var old))
            {
                yield return (row(value), EntityState.Added);
            }
            else if (!EqualityComparer<TValue>.Default.Equals(old, value))
            {
                yield return (row(value), EntityState.Modified);
            }
        }

        foreach (var (key, value) in before)
        {
            if (!now.ContainsKey(key))
            {
                yield return (row(value), EntityState.Deleted);
            }
        }
    }

    /// <summary>Of sets, whose rows can only come and go.</summary>
    public static IEnumerable<(object Row, EntityState State)> Between<T>(
        IReadOnlyCollection<T> before, IReadOnlyCollection<T> now, Func<T, object> row)
    {
        if (ReferenceEquals(before, now))
        {
            return [];
        }

        var (old, current) = (before.ToHashSet(), now.ToHashSet());
        return current.Except(old).Select(it => (row(it), EntityState.Added))
            .Concat(old.Except(current).Select(it => (row(it), EntityState.Deleted)));
    }
}
