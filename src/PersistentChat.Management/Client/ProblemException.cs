namespace PersistentChat.Management.Client;

/// <summary>The server said no (RFC 9457).</summary>
/// <param name="status">Of HTTP.</param>
/// <param name="type">The end of the problem's <c>type</c>, such as <c>duplicate-name</c>: it stays when words change. Empty: it had none.</param>
/// <param name="title">What to show to people.</param>
/// <param name="errors">What is wrong with each field, by its name in JSON.</param>
/// <param name="retryAfter">When it may be worth asking again. Null: the server did not say.</param>
public sealed class ProblemException(
    int status, string type, string title, IReadOnlyDictionary<string, string[]> errors, TimeSpan? retryAfter) : Exception(title)
{
    public int Status => status;

    public string Type => type;

    public IReadOnlyDictionary<string, string[]> Errors => errors;

    public TimeSpan? RetryAfter => retryAfter;
}
