using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Commands;
using PersistentChat.Xccos.Reading;
using static PersistentChat.Xccos.Tests.Envelope;

namespace PersistentChat.Xccos.Tests.Reading;

public class CommandTests
{
    [TestCase("""<association domain="example.com" type="MANAGER" maxResults="1000"/>""", true, 1000)]
    [TestCase("""<association domain="example.com" type="member"/>""", false, null)]
    [TestCase("""<qib qtype="BYMANAGER" limit="-1"/>""", true, null)]
    [TestCase("""<association domain="manager.example.com"/>""", false, null)]
    [TestCase("""<a><b role="Manager"/></a>""", true, null)]
    [TestCase("", false, null)]
    public void Associations_are_found_wherever_the_role_stands(string data, bool managed, int? maxResults) =>
        Assert.That(
            ReadOne(Command("getassociations", data)),
            Is.EqualTo(new GetAssociationsCommand("1", managed, maxResults)));

    [TestCase("""<bcq><last cnt="25"/></bcq>""", 25)]
    [TestCase("""<bcq><last CNT="0"/></bcq>""", 0)]
    [TestCase("""<bcq><last cnt="99999999999"/></bcq>""", int.MaxValue)]
    [TestCase("""<bcq><last cnt="-1"/></bcq>""", null)]
    [TestCase("""<bcq><last cnt="many"/></bcq>""", null)]
    [TestCase("""<bcq><last/></bcq>""", null)]
    [TestCase("", null)]
    public void A_history_count_that_is_no_count_is_none(string query, int? count) =>
        Assert.That(
            ReadOne(Command("bccontext", $"""<chanib uri="{Lobby}"/>{query}""")),
            Is.EqualTo(new RecentHistoryCommand("1", Lobby, count)));

    [Test]
    public void A_search_takes_its_options_in_several_spellings() =>
        Assert.That(
            ReadOne(Command("chansrch", """
                <qib qtype="BYNAME" criteria="blue sky" extended="True" matchAllWords="true" exactPhrase="1"
                     searchDesc="TRUE" maxResults="50"/>
                """)),
            Is.EqualTo(new RoomSearchCommand("1", "BYNAME", "blue sky", true, true, true, true, RoomFilter.None, 0, 50)));

    [TestCase("""<sib domain="example.com" infoType="123"/>""", "example.com", 123)]
    [TestCase("""<sib infoType="all"/>""", null, null)]
    [TestCase("", null, null)]
    public void Server_information_can_be_asked_for_with_or_without_a_mask(string data, string? domain, int? infoType) =>
        Assert.That(
            ReadOne(Command("getserverinfo", data)),
            Is.EqualTo(new GetServerInfoCommand("1", domain, infoType)));

    [Test]
    public void A_join_takes_the_first_chanid_only() =>
        Assert.That(
            ReadOne(Command("join", $"""
                <chanid key="0" domain="EXAMPLE.com" value="{LobbyId.ToUpperInvariant()}"/>
                <chanid key="1" domain="example.com" value="{OpsId}"/>
                """)),
            Is.EqualTo(new JoinCommand("1", Lobby)));

    [Test]
    public void A_batch_join_reports_what_names_no_room_and_joins_the_rest_once()
    {
        var batch = (BatchJoinCommand)ReadOne(Command("bjoin", $"""
            <chanid key="0" domain="example.com" value="{OpsId}"/>
            <chanid key="1" domain="example.com" value="300"/>
            <chanid key="2" domain="example.com" value="{LobbyId}"/>
            <chanid key="3" domain="example.com" value="{OpsId}"/>
            <chanid key="4"/>
            """));

        Assert.That(batch.Rooms, Is.EqualTo(new[] { Ops, Lobby }));
        Assert.That(batch.Unreadable, Is.EqualTo(new[] { new FailedRoom("example.com", "300"), new FailedRoom("", "") }));
    }

    [TestCase("join", "", "no chanid")]
    [TestCase("join", """<chanid key="0" domain="example.com" value="300"/>""", "chanid names no room")]
    [TestCase("join", """<chanid key="0" value="8f1cb0a0-0001-4000-8000-000000000001"/>""", "chanid names no room")]
    [TestCase("bjoin", "", "no chanid")]
    [TestCase("part", "", "chanib names no room")]
    [TestCase("part", """<chanib uri="ma-chan://example.com/300"/>""", "chanib names no room")]
    [TestCase("part", """<chanib uri="ma-cat://example.com/8f1cb0a0-0001-4000-8000-000000000001"/>""", "chanib names no room")]
    [TestCase("part", """<x:chanib xmlns:x="urn:x" uri="ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001"/>""", "chanib names no room")]
    [TestCase("bccontext", """<bcq><last cnt="25"/></bcq>""", "chanib names no room")]
    [TestCase("chansrch", "", "no qib")]
    [TestCase("getinv", """<inv inviteId="one"/>""", "inviteId is no number")]
    public void A_known_command_with_a_wrong_body_can_be_answered(string name, string data, string problem) =>
        Assert.That(
            ReadOne(Command(name, data)),
            Is.EqualTo(new MalformedCommand("cmd:" + name, "1", problem)));

    [Test]
    public void A_command_without_data_has_an_empty_body() =>
        Assert.That(ReadOne(Of("""<cmd id="cmd:getinv" seqid="4"/>""")), Is.EqualTo(new GetInvitationsCommand("4", 0, null)));

    [TestCase("cmd:chancreate")]
    [TestCase("cmd:")]
    [TestCase("join")]
    public void An_unknown_command_keeps_its_id(string id) =>
        Assert.That(ReadOne(Of($"""<cmd id="{id}" seqid="3"><data/></cmd>""")), Is.EqualTo(new UnknownCommand(id, "3")));

    [TestCase("CMD:GetInv")]
    [TestCase("cmd:GETINV")]
    public void Ids_have_no_case(string id) =>
        Assert.That(
            ReadOne(Of($"""<cmd id="{id}" seqid="1"><data/></cmd>""")).Id,
            Is.EqualTo("cmd:getinv"));

    [Test]
    public void Several_primitives_are_read_in_order_and_replies_and_notices_passed_over()
    {
        var document = (XccosDocument)Read(Of($"""
            <cmd id="cmd:part" seqid="1"><data><chanib uri="{Lobby}"/></data></cmd>
            <rpl id="rpl:part" seqid="2"/><ntc id="ntc:part" seqid="3"/><err/><x:cmd xmlns:x="urn:x"/>
            <cmd id="cmd:nonsense" seqid="4"/>
            <grpchat seqid="5" chanUri="{Lobby}" ts="2026-11-21T01:31:21Z"><chat>hi</chat></grpchat>
            <cmd id="cmd:join" seqid="6"/>
            <cmd id="cmd:requri"><data/></cmd>
            """));

        Assert.That(document.Primitives, Is.EqualTo(new ClientPrimitive[]
        {
            new PartCommand("1", Lobby),
            new UnknownCommand("cmd:nonsense", "4"),
            new Post("5", Lobby, false, new MessageContent("hi", null), null),
            new MalformedCommand("cmd:join", "6", "no chanid"),
            new RequestUriCommand("5"),
        }));
    }

    [TestCase("""<?xml version="1.0" encoding="UTF-8"?>""")]
    [TestCase("\uFEFF")]
    [TestCase("\uFEFF<?xml version='1.0' encoding='utf-8' standalone='yes'?>")]
    [TestCase("<?xml version='1.0'?>\r\n<!-- hello --><?php nothing?>")]
    public void What_may_stand_before_the_root_does_no_harm(string prologue) =>
        Assert.That(ReadOne(prologue + Command("requri", "")), Is.EqualTo(new RequestUriCommand("1")));

    [Test]
    public void The_form_of_the_vendors_client_and_server_is_read_too()
    {
        var document = (XccosDocument)Read("""
            <xccos xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="urn:parlano:xml:ns:xccos" extra="1"
                   envid="7962449779256945056" ver="1">
                <cmd seqid="1" id="cmd:requri">
                    <data />
                </cmd>
            </xccos>
            """);

        Assert.That(document.EnvelopeId, Is.EqualTo("7962449779256945056"));
        Assert.That(document.Primitives.Single(), Is.EqualTo(new RequestUriCommand("1")));
    }

    [Test]
    public void A_prefix_is_as_good_as_a_default_namespace() =>
        Assert.That(
            ReadOne("""<p:xccos envid="1" xmlns:p="urn:parlano:xml:ns:xccos"><p:cmd id="cmd:requri"/></p:xccos>"""),
            Is.EqualTo(new RequestUriCommand("1")));
}
