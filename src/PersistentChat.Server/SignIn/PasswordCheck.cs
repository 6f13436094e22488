using System.Globalization;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.SignIn;

/// <summary>
/// Checks the passwords of those who tell them. Failures count together with those of SIP, for the person and for the address. To check
/// one is slow by intention, whoever it is about, so few are checked at the same time: guesses that come all at once wait for each
/// other, and are put off like any others.
/// </summary>
internal sealed class PasswordCheck(SignInGuard guard, SignInAccounts accounts, Passwords passwords, Journal journal) : IDisposable
{
    private const string Scheme = "password";
    private const int MaxWaiting = 100;

    private static readonly TimeSpan WhenThereIsPlace = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    /// <param name="name"><c>user</c>, <c>user@domain</c> or <c>sip:user@domain</c>, no matter the case.</param>
    public async Task<PasswordAnswer> CheckAsync(string name, string password, SignInSource from, CancellationToken ct)
    {
        var address = AddressOf(name);
        if (guard.Delay(from, address) is { } delay)
        {
            return new PasswordAnswer.PutOff(delay);
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting)
            {
                return new PasswordAnswer.PutOff(WhenThereIsPlace);
            }

            await _places.WaitAsync(ct);
            try
            {
                // Others may have failed while this one waited.
                return guard.Delay(from, address) is { } since
                    ? new PasswordAnswer.PutOff(since)
                    : await Task.Run(() => Check(address, password, from), ct);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _places.Dispose();

    private PasswordAnswer Check(string address, string password, SignInSource from)
    {
        var person = journal.Committed.Person(address);
        if (passwords.Check(person?.Id ?? Guid.Empty, password) is not { } proof)
        {
            guard.Failed(from, address, Scheme, "wrong name or password");
            return new PasswordAnswer.Wrong();
        }

        if (!person!.Enabled)
        {
            guard.Failed(from, address, Scheme, "disabled");
            return new PasswordAnswer.Disabled();
        }

        guard.Succeeded(from, address, Scheme);
        return new PasswordAnswer.Right(proof);
    }

    // Somebody of another domain is nobody, and is counted as that one.
    private string AddressOf(string name)
    {
        var user = name.Trim();
        user = user.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? user["sip:".Length..] : user;
        return accounts.AddressOf(user, "") ?? $"sip:{user.ToLower(CultureInfo.InvariantCulture)}";
    }
}
