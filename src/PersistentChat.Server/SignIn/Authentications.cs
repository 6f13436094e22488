using System.Net;
using Microsoft.Extensions.Options;
using PersistentChat.Server.Hosting;
using PersistentChat.Sip.Authentication;

namespace PersistentChat.Server.SignIn;

/// <summary>Which way to sign in a listener has: what the settings say, for its kind of address.</summary>
internal sealed class Authentications(
    IOptions<ServerOptions> options, IEnumerable<IAuthenticationScheme> schemes, ISignInGuard guard)
{
    private const string Nobody = "None";

    /// <param name="address">Where the listener listens.</param>
    /// <param name="setting">What decided, to be named if the listener cannot have it.</param>
    /// <exception cref="SettingException">What is named there is no scheme.</exception>
    public IAuthentication For(IPEndPoint address, out string setting)
    {
        var isLoopback = IPAddress.IsLoopback(address.Address);
        setting = $"{ServerOptions.Section}:{(isLoopback ? nameof(ServerOptions.LoopbackAuthentication) : nameof(ServerOptions.Authentication))}";
        return Create(setting, isLoopback ? options.Value.LoopbackAuthentication : options.Value.Authentication);
    }

    private IAuthentication Create(string setting, string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        if (names is [Nobody]) { return new NoAuthentication(); }
        var chosen = names.Select(name => schemes.FirstOrDefault(scheme => scheme.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingException(
                setting, $"there is no scheme \"{name}\"; there are {string.Join(", ", schemes.Select(scheme => scheme.Name))}, or {Nobody} alone"));
        return new SchemeAuthentication([.. chosen.Distinct()], guard);
    }
}
