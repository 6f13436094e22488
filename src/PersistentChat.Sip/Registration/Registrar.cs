using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Registration;

/// <summary>
/// Who can be reached where (RFC 3261 section 10.3). A binding is (person, instance, connection): a second client with the
/// same instance adds one and replaces none, and a binding is gone with its connection.
/// </summary>
public sealed class Registrar(IOptions<RegistrationOptions> options, TimeProvider clock, ILogger<Registrar> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Binding>> _byPerson = new(StringComparer.Ordinal);
    private readonly Dictionary<SipConnection, HashSet<string>> _byConnection = [];

    /// <summary>Does what a REGISTER asks for. Answering it, with the headers of the result, is left to the caller.</summary>
    public RegisterResult Register(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var person = request.To.Uri;
        if (person.AddressOfRecord != transaction.Identity) { return RegisterResult.Refused(403, "Not Your Address"); }

        var contacts = request.Headers.Elements(SipHeaderNames.Contact).ToList();
        if (contacts is ["*"])
        {
            return request.Headers[SipHeaderNames.Expires] is "0"
                ? UnregisterAll(transaction)
                : RegisterResult.Refused(403, "Contact * Without Expires 0");
        }

        if (contacts.Count == 0) { return Answer(RegisterKind.Queried, transaction, null); }
        if (contacts.Count > 1) { return RegisterResult.Refused(403, "One Contact At A Time"); }
        if (!NameAddress.TryParse(contacts[0], out var contact)) { return RegisterResult.Refused(403, "Malformed Contact"); }

        var expires = ExpiresOf(request, contact);
        return expires == TimeSpan.Zero ? Unregister(transaction, contact) : Bind(transaction, contact, expires);
    }

    /// <summary>The live bindings of a person, by address of record; the oldest first.</summary>
    public IReadOnlyCollection<Binding> Of(string person)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            return _byPerson.TryGetValue(person, out var bindings) ? [.. bindings.Where(it => it.ExpiresAt > now)] : [];
        }
    }

    /// <summary>
    /// An administrator takes all bindings of a person away; each endpoint is told by <c>registration-notify</c> and signs
    /// off by itself.
    /// </summary>
    /// <returns>What was taken away.</returns>
    public IReadOnlyCollection<Binding> Remove(string person, RegistrationEnd end, string reason, long before = long.MaxValue)
    {
        var gone = Of(person).Where(it => it.Connection.AcceptedAt < before).ToList();
        lock (_gate) { Remove(person, gone.Contains); }
        foreach (var binding in gone)
        {
            binding.Connection.TrySend(RegistrationNotice.Create(binding, end, reason));
            logger.Unregistered(person, binding.Connection.Id);
        }

        return gone;
    }

    internal void Forget(SipConnection connection)
    {
        lock (_gate)
        {
            if (!_byConnection.Remove(connection, out var people)) { return; }
            foreach (var person in people)
            {
                Remove(person, binding => binding.Connection == connection);
            }
        }
    }

    internal void ForgetExpired()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var person in _byPerson.Keys.ToList())
            {
                Remove(person, binding => binding.ExpiresAt <= now);
            }
        }
    }

    private static bool IsSame(Binding binding, SipConnection connection, NameAddress contact) =>
        binding.Connection == connection
        && (binding.Instance is null && contact.Instance is null
            ? binding.ContactUri == contact.Uri.Text
            : binding.Instance == contact.Instance);

    private RegisterResult Bind(ServerTransaction transaction, NameAddress contact, TimeSpan expires)
    {
        var person = transaction.Identity;
        var binding = new Binding(
            person,
            contact.Uri.Text,
            contact.Instance,
            transaction.Request.From.Epid,
            contact.Instance is { } instance ? Gruu.Of(transaction.Request.To.Uri, instance) : null,
            transaction.Connection,
            clock.GetUtcNow() + expires);
        bool isNew;
        lock (_gate)
        {
            if (!_byPerson.TryGetValue(person, out var bindings)) { _byPerson[person] = bindings = []; }
            isNew = bindings.RemoveAll(it => IsSame(it, transaction.Connection, contact)) == 0;
            if (bindings.Count >= options.Value.MaxBindingsPerPerson) { return RegisterResult.Busy("Too Many Endpoints"); }
            bindings.Add(binding);
            if (!_byConnection.TryGetValue(transaction.Connection, out var people)) { _byConnection[transaction.Connection] = people = []; }
            people.Add(person);
        }

        // The connection may have gone while its REGISTER was being worked on elsewhere; nobody would come to forget it.
        if (transaction.Connection.IsOver) { Forget(transaction.Connection); }
        logger.Registered(person, transaction.Connection.Id, (int)expires.TotalSeconds);
        return Answer(isNew ? RegisterKind.Registered : RegisterKind.Renewed, transaction, binding);
    }

    private RegisterResult Unregister(ServerTransaction transaction, NameAddress contact)
    {
        lock (_gate) { Remove(transaction.Identity, it => IsSame(it, transaction.Connection, contact)); }
        logger.Unregistered(transaction.Identity, transaction.Connection.Id);
        return Answer(RegisterKind.Unregistered, transaction, null);
    }

    private RegisterResult UnregisterAll(ServerTransaction transaction)
    {
        lock (_gate) { Remove(transaction.Identity, _ => true); }
        logger.Unregistered(transaction.Identity, transaction.Connection.Id);
        return Answer(RegisterKind.Unregistered, transaction, null);
    }

    private void Remove(string person, Predicate<Binding> which)
    {
        if (!_byPerson.TryGetValue(person, out var bindings)) { return; }
        bindings.RemoveAll(which);
        if (bindings.Count == 0) { _byPerson.Remove(person); }
    }

    private TimeSpan ExpiresOf(SipRequest request, NameAddress contact)
    {
        var asked = contact.Parameters["expires"] ?? request.Headers[SipHeaderNames.Expires];

        // What is no number counts as if nothing had been said (RFC 3261 section 20.10).
        if (!uint.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) { return options.Value.DefaultExpires; }
        if (seconds == 0) { return TimeSpan.Zero; }
        var wanted = TimeSpan.FromSeconds(seconds);
        if (wanted < options.Value.MinExpires) { return options.Value.MinExpires; }
        return wanted > options.Value.MaxExpires ? options.Value.MaxExpires : wanted;
    }

    private RegisterResult Answer(RegisterKind kind, ServerTransaction transaction, Binding? own)
    {
        var headers = new List<(string, string)>();
        var others = Of(transaction.Identity).Where(it => it != own);
        foreach (var binding in own is null ? others : others.Prepend(own))
        {
            headers.Add((SipHeaderNames.Contact, ContactOf(binding)));
        }

        // COMPAT(pidgin-sipe): the time counts only in a header of its own, not in the Contact.
        headers.Add((SipHeaderNames.Expires, own is null ? "0" : SecondsOf(own)));

        // The extension was asked for, and is in force (RFC 5626 section 6).
        if (own is not null && KeepAlive.AsksForOutbound(transaction.Request)) { headers.Add((SipHeaderNames.Require, "outbound")); }
        return new RegisterResult(kind, 200, null, headers, own);
    }

    private string ContactOf(Binding binding)
    {
        var contact = $"<{binding.ContactUri}>;expires={SecondsOf(binding)}";
        return binding.Instance is null
            ? contact
            : $"{contact};+sip.instance={HeaderText.Quoted($"<{binding.Instance}>")};gruu=\"{binding.Gruu}\"";
    }

    private string SecondsOf(Binding binding) =>
        Math.Ceiling((binding.ExpiresAt - clock.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
