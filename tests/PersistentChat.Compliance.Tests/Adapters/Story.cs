using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Tests.Adapters;

/// <summary>One event of each kind and of each trouble, in two rooms and none. Golden files are made of it.</summary>
internal static class Story
{
    public static readonly CompliancePerson Ann = new(Id(1), "sip:ann@example.com", "Ann Übermut", "ann@example.com", true);
    public static readonly CompliancePerson Bob = new(Id(2), "sip:bob@partner.example", "", null, false);
    public static readonly CompliancePerson Eve = new(Id(3), "sip:eve@example.com", "=Eve \"x\", <y>", "Eve.Õ@example.com", true);

    public static readonly ComplianceRoom Lobby = new("ma-chan://example.com/a", "Lobby & \"Bar\"", true);
    public static readonly ComplianceRoom Desk = new("ma-chan://example.com/b", "Ночь 🌙", false);

    private static readonly ComplianceCategory All = new("ma-cat://example.com/c", "All");
    private static readonly DateTimeOffset Start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(9_999_990);

    public static IReadOnlyList<ComplianceEvent> Events { get; } = Number(
    [
        new() { Kind = ComplianceEventKind.RoomChange, Room = Lobby, Reason = "RoomCreated" },
        new() { Kind = ComplianceEventKind.Join, Room = Lobby, Person = Ann },
        new() { Kind = ComplianceEventKind.Join, Room = Desk, Person = Eve },
        new() { Kind = ComplianceEventKind.Chat, Room = Lobby, Person = Ann, ChatId = 1, Text = "first line\nsecond <b>&\"line\"", Markup = "<grpchat/>" },
        new() { Kind = ComplianceEventKind.Chat, Room = Desk, Person = Eve, ChatId = 1, Text = "=HYPERLINK(\"http://x\",\"y\")" },
        new() { Kind = ComplianceEventKind.Chat, Room = Desk, Person = Eve, ChatId = 2, Text = "bell \u0007 and half \uD83D pair, € 🌙" },
        new() { Kind = ComplianceEventKind.Backchat, Room = Lobby, Person = Bob, Text = "last 30" },
        new() { Kind = ComplianceEventKind.FileUpload, Room = Lobby, Person = Ann, Text = "0988239a.txt", File = new("plan\t1.txt", 12, "ab") },
        new() { Kind = ComplianceEventKind.FileDownload, Room = Lobby, Person = Bob, Text = "0988239a.txt" },
        new() { Kind = ComplianceEventKind.MembershipChange, Room = Lobby, Person = Ann, Subject = Bob, Text = "Member", Reason = "RolesChanged" },
        new() { Kind = ComplianceEventKind.Deletion, Room = Lobby, Person = Ann, ChatId = 1, Text = "removed" },
        new() { Kind = ComplianceEventKind.Purge, Room = Lobby, ChatId = 1 },
        new() { Kind = ComplianceEventKind.OfficerAccess, Person = Eve, Text = "bonus", Reason = "Search" },
        new() { Kind = ComplianceEventKind.AdapterLoaded, Text = "Mail", Assembly = new("Mail, Version=1.0.0.0", "cd") },
        new() { Kind = ComplianceEventKind.Gap, Reason = "The event has version 9", Raw = "eyJ2ZXJzaW9uIjo5fQ==" },
        new() { Kind = ComplianceEventKind.Repair, Text = "a join of Bob", RepairOf = new(1, 15) },
        new() { Kind = ComplianceEventKind.Part, Room = Lobby, Person = Bob, Reason = "Left" },
        new() { Kind = ComplianceEventKind.Chat, Room = Lobby, Person = Ann, ChatId = 2, Text = $"long {new string('ü', 90)} end." },
    ]);

    /// <summary>The story as a slice in which Bob was in the rooms already.</summary>
    public static MemorySlice Slice { get; } = new(() => Events, [Bob])
    {
        Adapter = "Test",
        Number = 7,
        First = Events[0].Position,
        Last = Events[^1].Position,
        Count = Events.Count,
    };

    private static ComplianceEvent[] Number(IEnumerable<Draft> drafts) =>
    [
        .. drafts.Select((draft, i) => new ComplianceEvent
        {
            Id = Id(1000 + i),
            Position = new EventPosition(1, i + 1),
            At = Start.AddMilliseconds(250 * i),
            Kind = draft.Kind,
            Room = draft.Room,
            Category = draft.Room is null ? null : All,
            Person = draft.Person,
            Subject = draft.Subject,
            ChatId = draft.ChatId,
            Text = draft.Text,
            Markup = draft.Markup,
            Reason = draft.Reason,
            File = draft.File,
            RepairOf = draft.RepairOf,
            Raw = draft.Raw,
            Assembly = draft.Assembly,
        }),
    ];

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private sealed record Draft
    {
        public required ComplianceEventKind Kind { get; init; }

        public ComplianceRoom? Room { get; init; }

        public CompliancePerson? Person { get; init; }

        public CompliancePerson? Subject { get; init; }

        public long? ChatId { get; init; }

        public string? Text { get; init; }

        public string? Markup { get; init; }

        public string? Reason { get; init; }

        public ComplianceFile? File { get; init; }

        public EventPosition? RepairOf { get; init; }

        public string? Raw { get; init; }

        public ComplianceAssembly? Assembly { get; init; }
    }
}
