using System.Net;
using Microsoft.Extensions.Options;
using PersistentChat.Server.Hosting;
using PersistentChat.Sip.Authentication;

namespace PersistentChat.Server.SignIn;

/// <summary>Which ways to sign in a listener has: what the settings say, for its kind of address.</summary>
internal sealed class Authentications
{
    private const string Nobody = "None";

    private readonly IReadOnlyList<IAuthenticationScheme> _schemes;
    private readonly ISignInGuard _guard;
    private readonly IAuthentication _loopback;
    private readonly IAuthentication _others;

    /// <exception cref="SettingException">What is named in the settings is no scheme, or is not for such addresses.</exception>
    public Authentications(IOptions<ServerOptions> options, IEnumerable<IAuthenticationScheme> schemes, ISignInGuard guard)
    {
        _schemes = [.. schemes];
        _guard = guard;
        var others = $"{ServerOptions.Section}:{nameof(ServerOptions.Authentication)}";
        _loopback = Create($"{ServerOptions.Section}:{nameof(ServerOptions.LoopbackAuthentication)}", options.Value.LoopbackAuthentication);
        _others = Create(others, options.Value.Authentication);
        if (_others.IsForLoopbackOnly) { throw new SettingException(others, $"{Nobody} is for listeners on loopback addresses only"); }
    }

    /// <param name="addresses">Where the listener listens; it is one for this machine alone if all of them are.</param>
    public IAuthentication For(params IReadOnlyCollection<IPEndPoint> addresses) =>
        addresses.All(address => IPAddress.IsLoopback(address.Address)) ? _loopback : _others;

    private IAuthentication Create(string setting, string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        return names is [Nobody] ? new NoAuthentication() : new SchemeAuthentication([.. names.Distinct().Select(Named)], _guard);

        IAuthenticationScheme Named(string name)
        {
            var scheme = _schemes.FirstOrDefault(scheme => scheme.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new SettingException(
                    setting, $"there is no scheme \"{name}\"; there are {string.Join(", ", _schemes.Select(it => it.Name))}, or {Nobody} alone");
            try
            {
                scheme.Prepare();
                return scheme;
            }
            catch (InvalidOperationException unfit)
            {
                throw new SettingException($"{SignatureOptions.Section}, {setting}, {scheme.Name}", unfit.Message);
            }
        }
    }
}
