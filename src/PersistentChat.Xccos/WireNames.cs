namespace PersistentChat.Xccos;

/// <summary>
/// Every name that stands on the wire, in one place, so that a real name can replace a guessed one by changing one
/// line. Sections are those of xccos.md; K = remembered from the specification, G = guessed, nothing = seen.
/// </summary>
public static class WireNames
{
    /// <summary>The namespace of the whole language (section 4).</summary>
    public const string Namespace = "urn:parlano:xml:ns:xccos";

    /// <summary>Our own extensions: today only <see cref="Attributes.ClientMessageId"/>.</summary>
    public const string OwnNamespace = "urn:persistentchat:xccos:1";

    /// <summary>What a primitive from a client is called (section 8). Compared without case.</summary>
    public static class CommandIds
    {
        public const string Prefix = "cmd:";
        public const string RequestUri = "cmd:requri";
        public const string GetServerInfo = "cmd:getserverinfo";
        public const string GetAssociations = "cmd:getassociations";
        public const string Join = "cmd:join";
        public const string BatchJoin = "cmd:bjoin";
        public const string Part = "cmd:part";
        public const string RecentHistory = "cmd:bccontext";
        public const string RoomSearch = "cmd:chansrch";
        public const string GetInvitations = "cmd:getinv";
        public const string GetPreference = "cmd:getpref";
        public const string SetPreference = "cmd:setpref";
        public const string PersonSearch = "cmd:usersrch";

        /// <summary>K. The one name of a history search that is remembered (section 8.9).</summary>
        public const string HistorySearch = "cmd:bcbydate";

        /// <summary>G: what its relatives may be called; each is read and answered like it.</summary>
        public static readonly string[] HistorySearches = ["cmd:bcbytext", "cmd:bcbymsgid", "cmd:bcbymsg", "cmd:bcsearch", "cmd:bcquery"];

        public const string UploadToken = "cmd:getfutok";
        public const string DownloadToken = "cmd:getfdtok";

        /// <summary>A post has no <c>cmd:</c>; its id is the constant <c>grpchat</c> (section 4).</summary>
        public const string Post = "grpchat";
    }

    /// <summary>What a reply is called: <c>rpl:</c> and the command's name, but for the named exceptions.</summary>
    public static class ReplyIds
    {
        public const string Prefix = "rpl:";
        public const string RequestUri = "rpl:requri";

        /// <summary>K. The vendor's MS-OCSPROT writes this one (section 15, question 1).</summary>
        public const string ServerInfo = "rpl:getserverinfo";

        /// <summary>
        /// The same reply in a log of 2010; a setting of the server may prefer it (section 15, question 1).
        /// </summary>
        public const string ServerInfoOf2010 = "rpl:getservinfo";

        public const string Associations = "rpl:getassociations";
        public const string Join = "rpl:join";
        public const string BatchJoin = "rpl:bjoin";
        public const string Part = "rpl:part";
        public const string RecentHistory = "rpl:bccontext";
        public const string RoomSearch = "rpl:chansrch";
        public const string Invitations = "rpl:getinv";
        public const string GetPreference = "rpl:getpref";
        public const string SetPreference = "rpl:setpref";
        public const string PersonSearch = "rpl:usersrch";

        /// <summary>Answers both token commands (section 8.14).</summary>
        public const string FileToken = "rpl:getftok";

        /// <summary>
        /// The reply id that belongs to a command's id. A post has no known reply; its refusal is
        /// <c>rpl:grpchat</c> (G, section 8.7).
        /// </summary>
        public static string Of(string commandId)
        {
            if (commandId.Equals(CommandIds.UploadToken, StringComparison.OrdinalIgnoreCase)
                || commandId.Equals(CommandIds.DownloadToken, StringComparison.OrdinalIgnoreCase))
            {
                return FileToken;
            }

            return commandId.StartsWith(CommandIds.Prefix, StringComparison.OrdinalIgnoreCase)
                ? Prefix + commandId[CommandIds.Prefix.Length..]
                : Prefix + commandId;
        }
    }

    /// <summary>What a notice is called (section 9).</summary>
    public static class NoticeIds
    {
        public const string Join = "ntc:join";
        public const string BatchJoin = "ntc:bjoin";
        public const string Part = "ntc:part";
        public const string Kick = "ntc:kick"; // K
        public const string Invite = "ntc:invite"; // K
        public const string RoomChanged = "ntc:chanmodify"; // G
    }

    internal static class Elements
    {
        public const string Root = "xccos";
        public const string Command = "cmd";
        public const string Reply = "rpl";
        public const string Notice = "ntc";
        public const string Post = "grpchat";
        public const string CommandId = "commandid";
        public const string Response = "resp";
        public const string Data = "data";

        public const string RoomId = "chanid";
        public const string Room = "chanib";
        public const string Person = "uib";
        public const string Access = "aib";
        public const string Failed = "fib";
        public const string Info = "info";
        public const string Property = "prop";
        public const string Server = "sib";
        public const string Query = "qib";
        public const string HistoryQuery = "bcq";
        public const string Last = "last";
        public const string Invitation = "inv";
        public const string Preference = "pref";
        public const string Chat = "chat";

        /// <summary>A message inside <c>rpl:bccontext</c>: like a post but for its element (section 8.8).</summary>
        public const string HistoryMessage = "msg";

        /// <summary>G: how many messages a search has found in a room (section 8.9).</summary>
        public const string Matches = "matches";
    }

    internal static class Attributes
    {
        public const string Version = "ver";
        public const string EnvelopeId = "envid";
        public const string Id = "id";
        public const string Sequence = "seqid";
        public const string Code = "code";
        public const string Uri = "uri";
        public const string Key = "key";
        public const string Value = "value";
        public const string Domain = "domain";
        public const string Count = "cnt";
        public const string InvitationId = "inviteId";

        // grpchat and msg, section 8.7
        public const string RoomUri = "chanUri";
        public const string Author = "author";
        public const string Time = "ts";
        public const string AuthorName = "authdisp"; // K
        public const string Alert = "alert"; // K
        public const string ChatId = "chatId"; // K

        /// <summary>In <see cref="OwnNamespace"/>: a client's own name for its post.</summary>
        public const string ClientMessageId = "clientMessageId";

        // chanib, section 6.1
        public const string Name = "name";
        public const string Description = "description";
        public const string Topic = "topic";
        public const string Category = "parent"; // K
        public const string Behavior = "behavior"; // K
        public const string Disabled = "disabled"; // K, also on uib

        public const string AddInId = "siopid"; // G
        public const string AddInName = "siopname"; // G
        public const string AddInUrl = "siopurl"; // G

        // pref, section 8.13
        public const string Label = "label";
        public const string CreateDefault = "createdefault";
        public const string Content = "content";

        // uib, section 6.2
        public const string Guid = "guid"; // K
        public const string Type = "type"; // K
        public const string UserName = "uname"; // K
        public const string DisplayName = "dispname"; // K

        // sib, sections 6.4 and 8.2
        public const string InfoType = "infoType";
        public const string ServerTime = "serverTime";
        public const string SearchLimit = "searchLimit";
        public const string MessageSizeLimit = "messageSizeLimit";
        public const string StorySizeLimit = "storySizeLimit";
        public const string RootUri = "rootUri";
        public const string DatabaseVersion = "dbVersion";
        public const string PoolName = "displayName"; // G
        public const string RoomManagementUrl = "roomManagementUrl"; // G

        // qib, section 8.10
        public const string QueryType = "qtype";
        public const string Criteria = "criteria";
        public const string Extended = "extended";

        // matches, section 8.9
        public const string Exceeded = "exceeded"; // G
        public const string NextId = "nextid"; // G

        // the end of rpl:usersrch, section 8.11
        public const string HasMore = "more"; // G

        /// <summary>G: what a person's names are called in a search for people.</summary>
        public static readonly string[] PersonNames =
            ["lastname", "firstname", "surname", "givenname", "last", "first", "name", "uname", "dispname", "displayname"];

        /// <summary>G: the same for its mail address.</summary>
        public static readonly string[] Mails = ["email", "mail", "uri"];

        /// <summary>G: all spellings of "every word must match" that are understood.</summary>
        public static readonly string[] AllWords = ["allwords", "matchall", "matchallwords", "matchallkeywords"];

        /// <summary>G: all spellings of "the criteria are one phrase" that are understood.</summary>
        public static readonly string[] ExactPhrase = ["exact", "exactphrase", "matchexact", "matchexactphrase"];

        /// <summary>G: all spellings of "search the description too" that are understood.</summary>
        public static readonly string[] InDescription =
            ["desc", "searchdesc", "searchdescription", "includedescription"];

        /// <summary>G: an attribute that contains one of these and holds a number is a limit of results.</summary>
        public static readonly string[] Limits = ["max", "limit", "cnt", "count"];
    }

    /// <summary>G: what the fields of a history search may be called, as attribute or as element (section 8.9).</summary>
    internal static class HistoryQueries
    {
        public static readonly string[] Text =
            ["text", "searchtext", "searchstring", "search", "string", "criteria", "words", "keywords", "phrase"];

        public static readonly string[] Match = ["match", "matchtype", "searchtype", "mode"];
        public static readonly string[] MatchCase = ["matchcase", "casesensitive", "case"];
        public static readonly string[] Authors = ["author", "authors"];
        public static readonly string[] From = ["from", "begin", "start", "datefrom", "datebeginning", "begindate", "startdate"];
        public static readonly string[] Until = ["to", "end", "until", "dateto", "dateending", "enddate"];

        public static readonly string[] StartId =
            ["msgid", "startid", "startmsgid", "startingmessageid", "messageid", "chatid", "lastid"];

        public static readonly string[] SearchBackwards = ["searchbkwds", "searchbackwards", "searchorderreversed"];
        public static readonly string[] SortBackwards = ["sortbkwds", "sortbackwards", "sortorderreversed"];

        /// <summary>Attributes that say no more than their element does: <c>limit cnt</c>, <c>msgid value</c>.</summary>
        public static readonly string[] Values = ["value", "val", "id", "cnt", "uri"];
    }

    /// <summary>G: what filters of a room search may be called, attributes of <c>qib</c> (section 8.10).</summary>
    internal static class RoomFilters
    {
        public static readonly string[] Member = ["member", "memberuri"];
        public static readonly string[] Manager = ["manager", "manageruri"];
        public static readonly string[] Participant = ["participant", "joineduser", "user", "useruri"];
        public static readonly string[] Category = ["category", "categoryuri", "parent", "parenturi"];
        public static readonly string[] AddIn = ["addin", "addinid", "siopid"];
        public static readonly string[] Disabled = ["disabled", "isdisabled"];
        public static readonly string[] Visibility = ["visibility", "visibilty", "privacy"];
        public static readonly string[] Behavior = ["behavior", "type"];
        public static readonly string[] Invitations = ["invite", "invitations"];

        /// <summary>Ours: rooms left out, for the next page.</summary>
        public static readonly string[] Skip = ["skip", "offset"];
    }

    internal static class Values
    {
        public const string SipScheme = "sip:";
        public const string Inherit = "inherit"; // G, section 8.16
        public const string Version = "1";

        /// <summary>We put one primitive into an envelope, so it is always the first (section 4).</summary>
        public const string FirstSequence = "1";

        public const string OperationFailed = "OPERATION_FAILED";
        public const string Manager = "MANAGER"; // G, section 8.3
        public const string Member = "MEMBER"; // G, section 8.3
        public const string ByName = "BYNAME";

        /// <summary>Principal type "user" (section 5; that <c>uib/@type</c> carries it: K).</summary>
        public const string TypeUser = "5";

        public const string True = "true";
        public const string False = "false";

        public const string ParticipantCount = "urn:parlano:ma:info:ucnt";

        /// <summary>Spelled so in the logs that pidgin-sipe was written from (section 6.1).</summary>
        public const string VisibilityMisspelled = "urn:parlano:ma:info:visibilty";

        public const string Visibility = "urn:parlano:ma:info:visibility"; // G
        public const string Logged = "urn:parlano:ma:prop:logged";
        public const string Invite = "urn:parlano:ma:prop:invite";
        public const string FilePost = "urn:parlano:ma:prop:filepost";
    }
}
