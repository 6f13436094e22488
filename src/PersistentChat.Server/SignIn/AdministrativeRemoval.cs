using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Presence;
using PersistentChat.Sip.Registration;

namespace PersistentChat.Server.SignIn;

/// <summary>An administrator signs a person out everywhere: bindings, what its endpoints published, and the word to each.</summary>
internal sealed class AdministrativeRemoval(Registrar registrar, PublishingConnections publishing, SubscriptionTable subscriptions)
{
    /// <returns>How many endpoints were signed in.</returns>
    /// <param name="person">Who.</param>
    /// <param name="end">Whether it may come back, as the clients are told.</param>
    /// <param name="reason">Clients show it.</param>
    /// <param name="before">Only on connections accepted before this timestamp.</param>
    public int SignOut(Person person, RegistrationEnd end, string reason, long before = long.MaxValue)
    {
        var gone = registrar.Remove(person.Uri, end, reason, before);
        foreach (var connection in gone.Select(binding => binding.Connection.Id).Distinct())
        {
            publishing.SignedOut(connection, person.Id);
        }

        subscriptions.ForgetBehindFrontEnds(person.Id);
        return gone.Count;
    }
}
