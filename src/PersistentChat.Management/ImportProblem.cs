namespace PersistentChat.Management;

/// <summary>Something that an import did not take in, or not wholly.</summary>
/// <param name="Kind">As in <see cref="ImportCount"/>.</param>
/// <param name="Refused">The problem's type.</param>
/// <param name="Reason">In words.</param>
public sealed record ImportProblem(string Kind, string Name, string Refused, string Reason);
