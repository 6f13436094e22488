using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PersistentChat.Rooms.Tests.Storage;

public sealed class SettingsTests
{
    [TestCase("Rooms:ParticipantUpdateLimit", "0")]
    [TestCase("Rooms:Domain", "")]
    [TestCase("Journal:BatchSize", "0")]
    [TestCase("Journal:LeaseDuration", "00:00:00")]
    [TestCase("Compliance:Mode", "7")]
    [TestCase("Store:Provider", "9")]
    [TestCase("Store:BusyTimeoutSeconds", "0")]
    public void A_wrong_setting_is_named_in_full(string setting, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();
        using var services = new ServiceCollection().AddLogging().AddRooms(configuration).BuildServiceProvider();
        var why = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.That(why!.Message, Does.Contain(setting));
    }
}
