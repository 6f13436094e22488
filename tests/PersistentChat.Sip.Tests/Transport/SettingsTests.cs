using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Registration;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Transport;

public class SettingsTests
{
    [Test]
    public void The_defaults_are_in_range()
    {
        using var services = Build([]);

        Assert.That(services.GetRequiredService<IOptions<SipLimits>>().Value.MaxMessageBytes, Is.EqualTo(262_144));
        Assert.That(services.GetRequiredService<IOptions<DialogOptions>>().Value.SessionExpires, Is.EqualTo(TimeSpan.FromMinutes(10)));
        Assert.That(services.GetRequiredService<IOptions<RegistrationOptions>>().Value.DefaultExpires, Is.EqualTo(TimeSpan.FromHours(2)));
    }

    [TestCase("Sip:Limits:MaxMessageBytes", "1", nameof(SipLimits.MaxMessageBytes))]
    [TestCase("Sip:Limits:IdleTimeout", "00:04:59", nameof(SipLimits.IdleTimeout))]
    [TestCase("Sip:Limits:MaxConnections", "0", nameof(SipLimits.MaxConnections))]
    [TestCase("Sip:Limits:MaxConnectionsPerAddress", "0", nameof(SipLimits.MaxConnectionsPerAddress))]
    [TestCase("Sip:Limits:FirstMessageTimeout", "00:00:00", nameof(SipLimits.FirstMessageTimeout))]
    [TestCase("Sip:Limits:PartialMessageTimeout", "01:00:00", nameof(SipLimits.PartialMessageTimeout))]
    [TestCase("Sip:Limits:MaxHeaders", "15", nameof(SipLimits.MaxHeaders))]
    [TestCase("Sip:Limits:MaxHeaderLineBytes", "255", nameof(SipLimits.MaxHeaderLineBytes))]
    [TestCase("Sip:Limits:MaxPendingRequests", "7", nameof(SipLimits.MaxPendingRequests))]
    [TestCase("Sip:Limits:OutboundBytes", "1", nameof(SipLimits.OutboundBytes))]
    [TestCase("Sip:Limits:MaxDialogsPerConnection", "0", nameof(SipLimits.MaxDialogsPerConnection))]
    [TestCase("Sip:Limits:RetryAfter", "00:00:00", nameof(SipLimits.RetryAfter))]
    [TestCase("Sip:Dialogs:MinSessionExpires", "00:01:29", nameof(DialogOptions.MinSessionExpires))]
    [TestCase("Sip:Dialogs:SessionExpires", "00:00:10", nameof(DialogOptions.SessionExpires))]
    [TestCase("Sip:Registration:MaxBindingsPerPerson", "0", nameof(RegistrationOptions.MaxBindingsPerPerson))]
    public void A_wrong_setting_is_named_at_start(string key, string value, string name)
    {
        using var services = Build(new() { [key] = value });

        Assert.That(
            () => services.GetRequiredService<IStartupValidator>().Validate(),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains(name));
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddSip()
        .BuildServiceProvider();
}
