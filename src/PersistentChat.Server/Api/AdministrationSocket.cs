using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Api;

/// <summary>
/// The Unix socket in the data folder: whoever may open it has the server's account, and is pool administrator. That is how
/// the first access token is made.
/// </summary>
internal static class AdministrationSocket
{
    /// <summary>Only requests that came by the socket are the operator's.</summary>
    public static bool IsUsedBy(HttpContext http) => http.Features.Get<Mark>() is not null;

    /// <summary>Null: it is off.</summary>
    public static string? FileOf(ApiOptions api, StoreOptions store) =>
        api.Socket.Length is 0 ? null : Path.GetFullPath(Path.Combine(store.DataFolder, api.Socket));

    /// <summary>Whether the system takes so long a path for a socket (about 100 bytes).</summary>
    public static bool CanBe(string file)
    {
        try
        {
            _ = new UnixDomainSocketEndPoint(file);
            return true;
        }
        catch (Exception refused) when (refused is ArgumentException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    public static void Serve(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Features.Set(new Mark());
            return next(connection);
        });
    }

    /// <summary>
    /// The socket is the server account's before anybody can connect. A file that a killed server left is removed: by then the
    /// journal has taken the database, so no other server is using it.
    /// </summary>
    public static Socket Bind(EndPoint endPoint)
    {
        if (endPoint is not UnixDomainSocketEndPoint || OperatingSystem.IsWindows())
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }

        var file = endPoint.ToString()!;
        File.Delete(file);
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return socket;
    }

    private sealed class Mark;
}
