using System.Runtime.InteropServices;
using System.Text;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>
/// The client's side of NTLM as Debian's gss-ntlmssp has it, which shares nothing with ours: through the system's GSSAPI, with
/// its flag for handshakes without connection and the sequence number that SIP wants.
/// </summary>
internal sealed partial class GssNtlm : IDisposable
{
    private const string Library = "libgssapi_krb5.so.2";
    private const uint Initiate = 1;
    private const uint Integrity = 0x20;
    private const uint Datagram = 0x10000;
    private const uint ContinueNeeded = 1;

    private static readonly byte[] Ntlm = [0x2b, 6, 1, 4, 1, 0x82, 0x37, 2, 2, 0x0a];
    private static readonly byte[] UserName = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 1, 2, 1, 1];
    private static readonly byte[] HostName = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 1, 2, 1, 4];
    private static readonly byte[] SetSequence = [0x2b, 6, 1, 4, 1, 0xb7, 0x7d, 0x85, 0x0f, 1, 1];

    private readonly nint _credential;
    private readonly nint _target;
    private nint _context;

    /// <param name="user"><c>user</c> or <c>DOMAIN\user</c>.</param>
    public GssNtlm(string user, string password)
    {
        using var mechanism = new Oid(Ntlm);
        var name = Import(user, UserName);
        var mechanisms = new OidSet { Count = 1, Elements = mechanism.Pointer };
        using var secret = new Buffer(Encoding.UTF8.GetBytes(password));
        Check(gss_acquire_cred_with_password(out _, name, in secret.Value, 0, in mechanisms, Initiate, out _credential, 0, 0));
        _ = gss_release_name(out _, ref name);
        _target = Import("sip@server.example.com", HostName);
    }

    /// <summary>What to send next; empty at first. Whoever has the challenge is through.</summary>
    public byte[] Step(byte[] challenge)
    {
        using var mechanism = new Oid(Ntlm);
        using var token = new Buffer(challenge);
        var status = Check(gss_init_sec_context(
            out _, _credential, ref _context, _target, mechanism.Pointer, Integrity | Datagram, 0, 0, in token.Value, 0, out var next, 0, 0));
        Assert.That(status == ContinueNeeded, Is.EqualTo(challenge.Length == 0));
        return Take(next);
    }

    public byte[] Sign(string text)
    {
        Number();
        using var message = new Buffer(Encoding.UTF8.GetBytes(text));
        Check(gss_get_mic(out _, _context, 0, in message.Value, out var signature));
        return Take(signature);
    }

    public bool Verify(string text, byte[] signature)
    {
        Number();
        using var message = new Buffer(Encoding.UTF8.GetBytes(text));
        using var token = new Buffer(signature);
        return gss_verify_mic(out _, _context, in message.Value, in token.Value, 0) == 0;
    }

    public void Dispose()
    {
        var (context, credential, target) = (_context, _credential, _target);
        _ = gss_delete_sec_context(out _, ref context, 0);
        _ = gss_release_cred(out _, ref credential);
        _ = gss_release_name(out _, ref target);
    }

    private static nint Import(string text, byte[] type)
    {
        using var oid = new Oid(type);
        using var buffer = new Buffer(Encoding.UTF8.GetBytes(text));
        Check(gss_import_name(out _, in buffer.Value, oid.Pointer, out var name));
        return name;
    }

    private static byte[] Take(BufferDescription given)
    {
        var bytes = new byte[(int)given.Length];
        if (bytes.Length > 0) { Marshal.Copy(given.Value, bytes, 0, bytes.Length); }
        _ = gss_release_buffer(out _, ref given);
        return bytes;
    }

    private static uint Check(uint status)
    {
        Assert.That(status >> 16, Is.Zero, $"GSSAPI: {status:x8}");
        return status;
    }

    private void Number()
    {
        using var oid = new Oid(SetSequence);
        using var number = new Buffer(BitConverter.GetBytes(100));
        Check(gss_set_sec_context_option(out _, ref _context, oid.Pointer, in number.Value));
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct BufferDescription
    {
        public nuint Length;
        public nint Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct OidSet
    {
        public nuint Count;
        public nint Elements;
    }

    private sealed class Buffer : IDisposable
    {
        public BufferDescription Value;

        public Buffer(byte[] bytes)
        {
            Value.Length = (nuint)bytes.Length;
            Value.Value = Marshal.AllocHGlobal(bytes.Length + 1);
            Marshal.Copy(bytes, 0, Value.Value, bytes.Length);
        }

        public void Dispose() => Marshal.FreeHGlobal(Value.Value);
    }

    /// <summary>A description (length, elements) with its bytes behind it.</summary>
    private sealed class Oid : IDisposable
    {
        public Oid(byte[] bytes)
        {
            Pointer = Marshal.AllocHGlobal(16 + bytes.Length);
            Marshal.WriteInt32(Pointer, bytes.Length);
            Marshal.WriteIntPtr(Pointer + 8, Pointer + 16);
            Marshal.Copy(bytes, 0, Pointer + 16, bytes.Length);
        }

        public nint Pointer { get; }

        public void Dispose() => Marshal.FreeHGlobal(Pointer);
    }

    [LibraryImport(Library)]
    private static partial uint gss_import_name(out uint minor, in BufferDescription text, nint type, out nint name);

    [LibraryImport(Library)]
    private static partial uint gss_release_name(out uint minor, ref nint name);

    [LibraryImport(Library)]
    private static partial uint gss_acquire_cred_with_password(
        out uint minor, nint name, in BufferDescription password, uint time, in OidSet mechanisms, uint usage, out nint credential,
        nint actual, nint lifetime);

    [LibraryImport(Library)]
    private static partial uint gss_release_cred(out uint minor, ref nint credential);

    [LibraryImport(Library)]
    private static partial uint gss_init_sec_context(
        out uint minor, nint credential, ref nint context, nint target, nint mechanism, uint flags, uint time, nint bindings,
        in BufferDescription input, nint actual, out BufferDescription output, nint actualFlags, nint lifetime);

    [LibraryImport(Library)]
    private static partial uint gss_set_sec_context_option(out uint minor, ref nint context, nint option, in BufferDescription value);

    [LibraryImport(Library)]
    private static partial uint gss_get_mic(
        out uint minor, nint context, uint quality, in BufferDescription message, out BufferDescription signature);

    [LibraryImport(Library)]
    private static partial uint gss_verify_mic(
        out uint minor, nint context, in BufferDescription message, in BufferDescription signature, nint quality);

    [LibraryImport(Library)]
    private static partial uint gss_delete_sec_context(out uint minor, ref nint context, nint output);

    [LibraryImport(Library)]
    private static partial uint gss_release_buffer(out uint minor, ref BufferDescription buffer);
}
