using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Commands;
using static PersistentChat.Xccos.Tests.Envelope;

namespace PersistentChat.Xccos.Tests.Reading;

/// <summary>Searches, whose names on the wire nobody has seen: what is recognised of them.</summary>
public class SearchTests
{
    private const string Category = "ma-cat://example.com/11111111-2222-3333-4444-555555555555";

    [TestCase("bcbydate")]
    [TestCase("BCBYTEXT")]
    [TestCase("bcbymsgid")]
    [TestCase("bcsearch")]
    [TestCase("bccontext")]
    public void A_history_search_is_read_under_any_name_it_may_have(string name)
    {
        var search = Search(name, $"""
            <chanib uri="{Lobby}"/><chanib uri="{Ops}"/><chanib uri="{Lobby}"/>
            <bcq matchcase="true">
              <text matchtype="ALL">blue sky</text>
              <uib uri="sip:ann@example.com"/><author>sip:bob@example.com; SIP:ANN@example.com</author>
              <date from="2026-03-02" to="2026-03-03T10:00:00+02:00"/>
              <limit cnt="100"/><msgid value="4711"/><searchbkwds/><sortbkwds>true</sortbkwds>
            </bcq>
            """);
        Assert.That(search.Id, Is.EqualTo($"cmd:{name}").IgnoreCase);
        Assert.That(search.Rooms, Is.EqualTo(new[] { Lobby, Ops }));
        Assert.That((search.Text, search.AllWords, search.ExactPhrase, search.MatchCase), Is.EqualTo(("blue sky", true, false, true)));
        Assert.That(search.Authors, Is.EqualTo(new[] { "sip:ann@example.com", "sip:bob@example.com" }));
        Assert.That(search.From, Is.EqualTo(new WireDate(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), IsDay: true)));
        Assert.That(search.Until, Is.EqualTo(new WireDate(new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero), IsDay: false)));
        Assert.That((search.StartId, search.MaxResults), Is.EqualTo((4711L, 100)));
        Assert.That((search.SearchesBackwards, search.SortsBackwards), Is.EqualTo((true, true)));
    }

    [TestCase("""<bcq searchString="x y" exactPhrase="1" maxResults="5" searchbkwds="false"/>""")]
    [TestCase("""<bcq><criteria val="x y"/><exact/><max>5</max></bcq>""")]
    [TestCase("""<bcq><search><words>x y</words><match>PHRASE</match></search><count value="5"/></bcq>""")]
    public void What_a_search_says_may_stand_in_attributes_or_elements(string query)
    {
        var search = Search("bcbydate", $"""<chanib uri="{Lobby}"/>{query}""");
        Assert.That((search.Text, search.AllWords, search.ExactPhrase, search.MaxResults), Is.EqualTo(("x y", false, true, 5)));
        Assert.That((search.Authors, search.From, search.Until, search.StartId), Is.EqualTo(((object?)null, (WireDate?)null, (WireDate?)null, (long?)null)));
        Assert.That((search.MatchCase, search.SearchesBackwards, search.SortsBackwards), Is.EqualTo((false, false, false)));
    }

    [Test]
    public void A_search_without_a_query_asks_for_everything()
    {
        var search = Search("bcbydate", $"""<chanib uri="{Lobby}"/>""");
        Assert.That((search.Text, search.MaxResults), Is.EqualTo(("", (int?)null)));
    }

    [TestCase("<bcq/>")]
    [TestCase("""<chanib uri="ma-chan://example.com/300"/><bcq/>""")]
    [TestCase("""<chanib uri="LOBBY"/><bcq><date from="yesterday"/></bcq>""")]
    [TestCase("""<chanib uri="LOBBY"/><bcq><date to="2026-02-30"/></bcq>""")]
    public void A_search_that_would_find_something_else_than_was_meant_is_malformed(string data) =>
        Assert.That(
            ReadOne(Command("bcbydate", data.Replace("LOBBY", $"{Lobby}", StringComparison.Ordinal))),
            Is.TypeOf<MalformedCommand>());

    [Test]
    public void Filters_of_a_room_search_are_read()
    {
        var search = Rooms($"""
            <qib qtype="BYNAME" criteria="x" member="sip:ann@example.com" MANAGER="sip:bob@example.com" user="sip:cem@example.com"
                 category="{Category}" addin="{OpsId}" disabled="true" privacy="Closed" behavior="AUDITORIUM" invite="false" skip="20"/>
            """);
        Assert.That(search.Filter, Is.EqualTo(new RoomFilter
        {
            Member = "sip:ann@example.com",
            Manager = "sip:bob@example.com",
            Participant = "sip:cem@example.com",
            Category = CategoryUri.TryParse(Category, out var uri) ? uri : null,
            AddIn = new Guid(OpsId),
            Disabled = true,
            Visibility = RoomVisibility.Scope,
            Behavior = RoomBehavior.Auditorium,
            InheritsInvitations = false,
        }));
        Assert.That((search.Criteria, search.Skip), Is.EqualTo(("x", 20)));
    }

    [TestCase("private", RoomVisibility.Private)]
    [TestCase("2", RoomVisibility.Private)]
    [TestCase("SCOPE", RoomVisibility.Scope)]
    [TestCase("open", RoomVisibility.Open)]
    public void Privacy_is_read_by_word_and_by_number(string word, RoomVisibility visibility) =>
        Assert.That(Rooms($"""<qib visibility="{word}"/>""").Filter, Is.EqualTo(new RoomFilter { Visibility = visibility }));

    [Test]
    public void Criteria_that_are_an_address_are_browsed_unless_names_are_asked_for()
    {
        Assert.That(Rooms($"""<qib qtype="BYCATEGORY" criteria="{Category}"/>""").Filter.Category?.ToString(), Is.EqualTo(Category));
        Assert.That(Rooms("""<qib qtype="BYUSER" criteria="sip:ann@example.com"/>""").Filter.Participant, Is.EqualTo("sip:ann@example.com"));
        Assert.That(Rooms("""<qib qtype="BYUSER" criteria="ann"/>""").Criteria, Is.EqualTo("ann"));
        Assert.That(Rooms("""<qib qtype="BYNAME" criteria="sip:ann"/>""").Filter, Is.EqualTo(RoomFilter.None));
    }

    [TestCase("""<qib category="ma-cat://example.com/1"/>""")]
    [TestCase("""<qib disabled="perhaps"/>""")]
    [TestCase("""<qib privacy="hidden"/>""")]
    [TestCase("""<qib behavior="quiet"/>""")]
    [TestCase("""<qib addin="x"/>""")]
    [TestCase("""<qib invite="x"/>""")]
    public void A_filter_that_cannot_be_read_is_not_left_out(string query) =>
        Assert.That(ReadOne(Command("chansrch", query)), Is.TypeOf<MalformedCommand>());

    [Test]
    public void People_are_looked_for_by_names_and_by_mail()
    {
        var plain = (PersonSearchCommand)ReadOne(Command("usersrch", """<qib qtype="BYNAME" criteria=" ann " maxResults="7"/>"""));
        Assert.That(plain.Names, Is.EqualTo(new[] { "ann" }));
        Assert.That(plain.Mails, Is.EqualTo(new[] { "ann" }));
        Assert.That(plain.MaxResults, Is.EqualTo(7));
        var exact = (PersonSearchCommand)ReadOne(Command("usersrch", """<qib lastName="Lee" firstName="" email="a@b"/>"""));
        Assert.That(exact.Names, Is.EqualTo(new[] { "Lee" }));
        Assert.That(exact.Mails, Is.EqualTo(new[] { "a@b" }));
        Assert.That(ReadOne(Command("usersrch", "")), Is.TypeOf<MalformedCommand>());
    }

    private static HistorySearchCommand Search(string name, string data) => (HistorySearchCommand)ReadOne(Command(name, data));

    private static RoomSearchCommand Rooms(string query) => (RoomSearchCommand)ReadOne(Command("chansrch", query));
}
