using System.Buffers;
using System.Globalization;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// Nobody is believed anything: who wants something gets 401 with a choice of schemes (RFC 3261 section 22.2), and the
/// connection belongs to whoever has proved to be somebody by one of them, and to nobody else, until its end.
/// </summary>
/// <param name="schemes">Offered in this order, strongest first.</param>
/// <param name="guard">Counts.</param>
public sealed class SchemeAuthentication(IReadOnlyList<IAuthenticationScheme> schemes, ISignInGuard guard) : IAuthentication
{
    private const string WrongNameOrPassword = "Wrong user name or password";
    private const string TooManyFailures = "Too many failed sign-ins, try again later";

    public IConnectionAuthentication Begin(SipConnection connection) => new Connection(connection, schemes, guard);

    private sealed class Connection(SipConnection connection, IReadOnlyList<IAuthenticationScheme> all, ISignInGuard guard)
        : IConnectionAuthentication
    {
        private static readonly Verification SomebodyElse =
            new Verification.Refused(403, "This connection belongs to somebody else");

        private readonly (string Name, ISchemeConnection Scheme)[] _schemes =
            [.. all.Select(scheme => (scheme.Name, scheme.Begin(connection)))];

        private Verification.Accepted? _owner;

        // Read by whoever sends.
        private volatile SecurityAssociation? _security;

        public bool IsNumbered => _security is not null;

        public Verification Verify(SipRequest request)
        {
            var (scheme, credentials) = FindCredentials(request);
            if (credentials is { IsHandshake: false } && _security is { } security && security.IsNamedBy(credentials))
            {
                return security.Verify(SignedHead.Of(request), credentials)
                    ? AcceptOwner(request)
                    : new Verification.Broken("the signature of a request is wrong, or has come before");
            }

            var isOwnedConnection = _owner is not null && _security is null;
            var canBeAsked = request.Method is not (SipMethod.Ack or SipMethod.Cancel);

            // ACK and CANCEL repeat the credentials of their INVITE (RFC 3261 section 22.1), which are used up.
            if (isOwnedConnection && (credentials is null || !canBeAsked)) { return AcceptOwner(request); }
            if (!canBeAsked) { return new Verification.Refused(403, "Sign in first"); }
            return credentials is null ? Challenge(request, Offers()) : Prove(request, scheme, credentials);
        }

        public AnswerVerification VerifyAnswer(ReadOnlySpan<byte> head) =>
            _security?.VerifyAnswer(head) ?? (_owner is null ? AnswerVerification.Ignored : AnswerVerification.Accepted);

        public void Sign(in SignedHead head, IBufferWriter<byte> headers)
        {
            // What asks for a new handshake cannot be part of the old one: the client has given that up already.
            if (head.Status == 401) { return; }
            _security?.Sign(head, headers);
        }

        public void Dispose()
        {
            _security?.Dispose();
            foreach (var (_, scheme) in _schemes)
            {
                scheme.Dispose();
            }
        }

        private static Verification.Challenge Challenge(SipRequest request, IEnumerable<string> challenges)
        {
            var response = SipResponse.To(request, 401);
            foreach (var challenge in challenges)
            {
                response.Headers.Add(SipHeaderNames.WwwAuthenticate, challenge);
            }

            return new Verification.Challenge(response);
        }

        // COMPAT(pidgin-sipe): it gives up at 403 and shows the reason of this header, not that of the status line.
        private static Verification.Refused Refuse(string reason) =>
            new(403, reason, ("Ms-Diagnostics-Public", Diagnostics(reason)));

        // COMPAT(pidgin-sipe): of 503 it shows the reason of another one, and comes back.
        private static Verification.Refused PutOff(TimeSpan delay)
        {
            var seconds = ((int)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return new(503, TooManyFailures, (SipHeaderNames.RetryAfter, seconds), ("Ms-Diagnostics", Diagnostics(TooManyFailures)));
        }

        private static string Diagnostics(string reason) => $"4002;reason=\"{reason}\"";

        private (ISchemeConnection Scheme, Credentials? Credentials) FindCredentials(SipRequest request)
        {
            foreach (var header in request.Headers.All(SipHeaderNames.Authorization))
            {
                if (!Credentials.TryParse(header, out var credentials)) { continue; }
                foreach (var (name, scheme) in _schemes)
                {
                    if (name.Equals(credentials.Scheme, StringComparison.OrdinalIgnoreCase)) { return (scheme, credentials); }
                }
            }

            return (_schemes[0].Scheme, null);
        }

        private IEnumerable<string> Offers() => _schemes.SelectMany(it => it.Scheme.Offer());

        private Verification AcceptOwner(SipRequest request) =>
            request.From.Uri.AddressOfRecord == _owner!.Identity ? _owner : SomebodyElse;

        private Verification Prove(SipRequest request, ISchemeConnection scheme, Credentials credentials)
        {
            var person = request.From.Uri.AddressOfRecord;
            if (_owner is not null && _owner.Identity != person) { return SomebodyElse; }
            if (guard.Delay(connection, person) is { } delay) { return PutOff(delay); }
            switch (scheme.Check(request, credentials))
            {
                case SchemeAnswer.Continue more:
                    return Challenge(request, [more.Challenge]);
                case SchemeAnswer.Failed failed:
                    guard.Failed(connection, person, credentials.Scheme, failed.Reason);
                    return failed.MayTryAgain ? Challenge(request, Offers()) : Refuse(WrongNameOrPassword);
                case SchemeAnswer.Proven proven:
                    return Own(person, credentials.Scheme, proven);
                case var unknown:
                    throw new InvalidOperationException($"Unknown answer {unknown.GetType().Name}.");
            }
        }

        private Verification Own(string person, string scheme, SchemeAnswer.Proven proven)
        {
            var reason = proven.Account.Identity != person ? WrongNameOrPassword
                : !proven.Account.IsEnabled ? "The account is disabled"
                : null;
            if (reason is not null)
            {
                proven.Security?.Dispose();
                guard.Failed(connection, person, scheme, reason);
                return Refuse(reason);
            }

            // Else whoever is in the middle could have the signatures done away with.
            if (_security is not null && proven.Security is null) { return new Verification.Refused(403, "Messages of this connection are signed"); }
            guard.Succeeded(connection, person, scheme);
            _owner ??= new Verification.Accepted(person);

            // Whoever sends at this moment may still hold the old one: what it has is let go by the collector.
            _security = proven.Security;
            return _owner;
        }
    }
}
