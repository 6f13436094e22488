using System.Security.Cryptography;

namespace PersistentChat.Sip.Authentication.Digest;

/// <summary>
/// The challenges of one connection that can still be answered: the last few, and none on any other connection. Each counts how
/// often it was used (nc), so that no request can be sent twice. Not safe for threads.
/// </summary>
internal sealed class DigestNonces(TimeSpan lifetime, TimeProvider clock)
{
    // As many requests may be challenged before the first comes again with credentials.
    private const int Kept = 8;

    private readonly Queue<Nonce> _nonces = new();

    public string Create()
    {
        if (_nonces.Count == Kept) { _nonces.Dequeue(); }
        var nonce = new Nonce(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), clock.GetTimestamp());
        _nonces.Enqueue(nonce);
        return nonce.Text;
    }

    public bool IsCurrent(string text) => Find(text) is not null;

    /// <summary>Uses it up to that count. False: it has been used as often already, or is not current.</summary>
    public bool TryUse(string text, uint count)
    {
        if (Find(text) is not { } nonce || count <= nonce.Used) { return false; }
        nonce.Used = count;
        return true;
    }

    private Nonce? Find(string text) =>
        _nonces.FirstOrDefault(it => it.Text == text && clock.GetElapsedTime(it.CreatedAt) < lifetime);

    private sealed class Nonce(string text, long createdAt)
    {
        public string Text => text;

        public long CreatedAt => createdAt;

        public uint Used { get; set; }
    }
}
