using System.Net;
using System.Net.Security;

namespace PersistentChat.Load;

/// <summary>The server under load, and who is known there.</summary>
/// <param name="Address">Where it takes SIP.</param>
/// <param name="Domain">Of people and rooms.</param>
/// <param name="Pool">What is invited, <c>sip:pchat@example.com</c>.</param>
/// <param name="Password">Everybody's, for Digest; null: none is asked for.</param>
/// <param name="Tls">Whom to expect there; null: TCP.</param>
/// <param name="FirstRoom">Rooms are numbered from here on.</param>
/// <param name="Rest">Its REST interface; null: it has not been said.</param>
internal sealed record Target(
    IPEndPoint Address, string Domain, string Pool, string? Password = null, SslClientAuthenticationOptions? Tls = null, int FirstRoom = 1,
    RestAccess? Rest = null)
{
    // A record prints its members.
    public override string ToString() => $"{Address}";

    public string PersonUri(int number) => $"sip:{PersonName(number)}@{Domain}";

    public Guid RoomId(int number) => Guid.Parse($"00000000-0000-4000-8000-{FirstRoom + number:x12}");

    public string RoomUri(Guid id) => $"ma-chan://{Domain}/{id:D}";

    public static string PersonName(int number) => $"u{number}";
}
