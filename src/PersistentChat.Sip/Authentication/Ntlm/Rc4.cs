namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>
/// RC4 (RFC 6229 has test vectors), which .NET does not have. Broken as a cipher and used for one thing only: NTLM, which is
/// defined on it.
/// </summary>
internal static class Rc4
{
    /// <summary>Encrypts or decrypts, from the first byte of the key's stream on.</summary>
    public static void Transform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> state = stackalloc byte[256];
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = (byte)i;
        }

        byte y = 0;
        for (var i = 0; i < state.Length; i++)
        {
            y = (byte)(y + state[i] + key[i % key.Length]);
            (state[i], state[y]) = (state[y], state[i]);
        }

        byte x = 0;
        y = 0;
        for (var i = 0; i < input.Length; i++)
        {
            x++;
            y += state[x];
            (state[x], state[y]) = (state[y], state[x]);
            output[i] = (byte)(input[i] ^ state[(byte)(state[x] + state[y])]);
        }
    }
}
