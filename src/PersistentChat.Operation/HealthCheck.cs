namespace PersistentChat.Operation;

/// <summary>How one thing is that a process depends on.</summary>
/// <param name="Name"><c>database</c>, <c>broker</c>, <c>outbox</c>, <c>record</c>, <c>archive NAME</c>.</param>
/// <param name="Ok">False: somebody should do something about <paramref name="Reason"/>.</param>
/// <param name="Reason">In words, whether it is well or not.</param>
public sealed record HealthCheck(string Name, bool Ok, string Reason);
