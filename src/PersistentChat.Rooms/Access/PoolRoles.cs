namespace PersistentChat.Rooms.Access;

/// <summary>What of two roles is more.</summary>
public static class PoolRoles
{
    extension(PoolRole role)
    {
        /// <summary>Whether another role carries nothing that this one does not: what everybody may do is no more than any.</summary>
        public bool Includes(PoolRole other) => role == other || role is PoolRole.Administrator || other is PoolRole.Person;
    }
}
