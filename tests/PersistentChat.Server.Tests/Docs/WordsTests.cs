using System.Reflection;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms;
using PersistentChat.Server.Hosting;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Tests.Docs;

/// <summary>One word for one thing: outside of the wire language nobody says the wire's or another product's word.</summary>
internal sealed class WordsTests
{
    private static readonly string[] OtherWords =
        ["Channel", "Chatroom", "Occupant", "Folder", "AuditLog", "Exporter", "Backchat"];

    [Test]
    public void Types_and_their_public_members_use_the_words_of_the_glossary()
    {
        Assembly[] ours = [typeof(ServerOptions).Assembly, typeof(RoomsOptions).Assembly, typeof(SipLimits).Assembly];
        var strange = ours.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("PersistentChat", StringComparison.Ordinal) is true)
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Select(member => $"{type.Name}.{member.Name}").Append(type.Name))
            .Where(name => OtherWords.Any(word => name.Contains(word, StringComparison.Ordinal)))
            // The file system's word and the archive's own name for an event.
            .Except([$"{nameof(Rooms.Store.StoreOptions)}.{nameof(Rooms.Store.StoreOptions.DataFolder)}"])
            .Where(name => !name.Contains("_DataFolder", StringComparison.Ordinal) && !name.Contains("MakeFolder", StringComparison.Ordinal));
        Assert.That(strange, Is.Empty);
        Assert.That(Enum.GetNames<ComplianceEventKind>(), Does.Contain("Chat"));
    }
}
