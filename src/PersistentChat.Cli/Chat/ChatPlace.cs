using System.CommandLine;
using PersistentChat.Cli.Administration;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Chat;

/// <summary>The options that say where chat is, and how long to wait for it.</summary>
internal sealed class ChatPlace
{
    private readonly Option<string?> _sip = new("--sip")
    {
        Description = $"Where chat is: tls:host[:port] or tcp:host[:port]; also PCHAT_SIP or the profile; otherwise {SipAddress.Here}",
        HelpName = "ADDRESS",
    };

    private readonly Option<FileInfo?> _authorities = new("--ca")
    {
        Description = "Whom to trust for TLS instead of whom the system trusts, PEM",
        HelpName = "FILE",
    };

    private readonly Option<string?> _pool = new("--pool")
    {
        Description = "Address of the pool; otherwise sip:pchat@ and the person's domain",
        HelpName = "ADDRESS",
    };

    private readonly Option<int> _timeout = new("--timeout")
    {
        Description = "How long each step may take",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 30,
    };

    public Verb AddTo(Verb verb)
    {
        foreach (var option in new Option[] { _sip, _authorities, _pool, _timeout })
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    public string? Pool(Session session) => session.Get(_pool);

    /// <summary>Ends one step that takes too long.</summary>
    public CancellationTokenSource Patience(Session session, CancellationToken stopping)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(TimeSpan.FromSeconds(Math.Max(1, session.Get(_timeout))));
        return patience;
    }

    public async Task<ChatClient> ConnectAsync(Session session, ChatAccount account, CancellationToken ct)
    {
        var address = session.Get(_sip) ?? Environment.GetEnvironmentVariable("PCHAT_SIP") ?? session.Profile.Sip ?? SipAddress.Here;
        return new ChatClient(await SipAddress.Parse(address).ConnectAsync(session.Get(_authorities), ct), account);
    }

    /// <exception cref="UsageException">It is no person's address.</exception>
    public static string Person(string name) =>
        Finding.AddressOf(name).ToLowerInvariant() is var address && address.StartsWith("sip:", StringComparison.Ordinal) && address.Contains('@', StringComparison.Ordinal)
            ? address
            : throw new UsageException($"'{name}' is no person; write sip:ada@example.com.");

    /// <summary>The first line of a file. Null: there is no file.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static string? PasswordIn(FileInfo? file)
    {
        try
        {
            return file is null ? null : File.ReadLines(file.FullName).FirstOrDefault();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(unreadable.Message);
        }
    }
}
