using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.Tls;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.FrontEnds;

/// <summary>A server that trusts <c>fe.example.net</c>, challenges everybody else, and has a room called Lobby.</summary>
internal sealed class FrontEndWorld : IAsyncDisposable
{
    public const string Name = "fe.example.net";

    private readonly string _authorities = Path.GetTempFileName();
    private readonly List<X509Certificate2> _issued = [];

    private FrontEndWorld(TestAuthority authority) => Authority = authority;

    public TestAuthority Authority { get; }

    public TlsWorld Tls { get; private set; } = null!;

    public TestServer Server => Tls.Server;

    public Room Lobby { get; private set; } = null!;

    /// <param name="trusted">What is in <c>Server:TrustedFrontEnds</c>.</param>
    /// <param name="settings">Others.</param>
    public static async Task<FrontEndWorld> StartAsync(string trusted = Name, params (string Name, string Value)[] settings)
    {
        var world = new FrontEndWorld(new TestAuthority());
        await File.WriteAllTextAsync(world._authorities, world.Authority.Root.ExportCertificatePem());
        world.Tls = await TlsWorld.StartAsync(
        [
            ("Server:TrustedFrontEnds", trusted), ("Server:FrontEndAuthorities", world._authorities),
            ("Server:LoopbackAuthentication", "Digest"), ("Sip:Dialogs:AnswerTimeout", "00:05:00"), .. settings,
        ]);
        world.Lobby = await world.Server.MakeRoomAsync(
            new Room(Guid.NewGuid(), Guid.Empty, "Lobby", Privacy: RoomPrivacy.Open), keepsHistory: true, new Dictionary<string, RoomRoles>());
        return world;
    }

    public X509Certificate2 Issue(TestAuthority? by = null, string name = Name, DateTimeOffset? until = null)
    {
        var certificate = (by ?? Authority).Issue(name: name, until: until);
        _issued.Add(certificate);
        return certificate;
    }

    /// <param name="certificate">What the front end shows; null: nothing.</param>
    /// <param name="by">Who issued it.</param>
    public SslClientAuthenticationOptions Options(X509Certificate2? certificate, TestAuthority? by = null)
    {
        var options = Tls.Options();
        if (certificate is not null)
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, [(by ?? Authority).Intermediate], offline: true);
        }

        return options;
    }

    public Task<SipClient> ConnectAsync() => Tls.ConnectAsync(Options(Issue()));

    public string Join() =>
        $"<cmd id=\"cmd:join\" seqid=\"1\"><data><chanid key=\"0\" domain=\"example.com\" value=\"{Lobby.Id}\"/></data></cmd>";

    public string Post(string text, string author) =>
        $"<grpchat id=\"grpchat\" seqid=\"1\" chanUri=\"{Server.Pool.UriOf(Lobby.Id)}\" author=\"{author}\" ts=\"2026-11-21T00:00:00Z\"><chat>{text}</chat></grpchat>";

    public static string Envelope(string primitive) =>
        $"<xccos ver=\"1\" envid=\"1\" xmlns=\"urn:parlano:xml:ns:xccos\">{primitive}</xccos>";

    public async ValueTask DisposeAsync()
    {
        await Tls.DisposeAsync();
        Authority.Dispose();
        _issued.ForEach(it => it.Dispose());
        File.Delete(_authorities);
    }
}
