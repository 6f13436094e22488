using System.Net;
using PersistentChat.Load;

namespace PersistentChat.Server.Tests.Load;

/// <summary>What the load tool is told before there is a server.</summary>
internal static class Somewhere
{
    public static readonly Target Target =
        new(new IPEndPoint(IPAddress.Loopback, 0), "example.com", "sip:pchat@example.com");
}
