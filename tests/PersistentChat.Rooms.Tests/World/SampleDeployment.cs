using Microsoft.Data.Sqlite;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Tests.World;

/// <summary>
/// The sample deployment that the original's sizes are stated for, or a part of it: 33,077 rooms (32,000 of 30 people, 1,067
/// of 150, 10 of 16,000), 150,000 people, 731,000 entries on the rooms' lists, those of groups of 14 among them.
/// </summary>
/// <param name="scale">1: all of it; 100: a hundredth.</param>
internal sealed class SampleDeployment(int scale)
{
    public static readonly string[] Words =
        ["trading", "compliance", "kitchen", "weather", "networks", "payroll", "football", "releases", "incidents", "travel", "budget"];

    private const int GroupSize = 14;
    private const int CategoryCount = 50;

    private readonly Guid[] _groups = Ids(150_000 / scale / GroupSize);
    private readonly Guid[] _categories = Ids(CategoryCount);
    private int _next;

    private delegate void Row(params object[] values);

    public Guid[] People { get; } = Ids(150_000 / scale);

    /// <summary>Of 30, of 150, of 16,000 people: in this order.</summary>
    public Guid[] Rooms { get; } = Ids((32_000 / scale) + (1_067 / scale) + Math.Max(1, 10 / scale));

    public int Entries { get; private set; }

    /// <summary>Into a database that has the schema and nothing in it.</summary>
    public void Fill(string databaseFile)
    {
        using var connection = new SqliteConnection($"Data Source={databaseFile};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        var category = Insert(connection, "Categories (Id, Name, NameKey, Description, KeepsHistory, AllowsFiles, SendsInvitations)", 7);
        var allowed = Insert(connection, "CategoryPrincipals (CategoryId, List, PrincipalId)", 3);
        for (var i = 0; i < _categories.Length; i++)
        {
            category(_categories[i], $"Category {i}", $"CATEGORY {i}", "", 1, 1, 1);
            allowed(_categories[i], 1, PrincipalSet.EverybodyId);
        }

        var person = Insert(connection, "People (Id, Uri, DisplayName, Enabled, LastInvitationId, Source)", 6);
        for (var i = 0; i < People.Length; i++)
        {
            person(People[i], $"sip:person{i}@example.com", $"Person {i}", 1, 0, 0);
        }

        var group = Insert(connection, "Groups (Id, Kind, Source, Name, NameKey)", 5);
        var member = Insert(connection, "GroupMembers (GroupId, MemberId)", 2);
        for (var i = 0; i < _groups.Length; i++)
        {
            group(_groups[i], (int)PrincipalKind.Group, 0, $"Group {i}", $"GROUP {i}");
            foreach (var id in People.AsSpan(i * GroupSize, GroupSize))
            {
                member(_groups[i], id);
            }
        }

        FillRooms(connection);
        transaction.Commit();
    }

    private void FillRooms(SqliteConnection connection)
    {
        var room = Insert(
            connection,
            "Rooms (Id, CategoryId, Name, NameKey, Description, Type, Privacy, Disabled, InvitationsOff, FirstChatId, LastChatId, LastAt)",
            12);
        var role = Insert(connection, "Roles (RoomId, PrincipalId, Roles)", 3);
        for (var i = 0; i < Rooms.Length; i++)
        {
            var privacy = i % 10 is 0 ? RoomPrivacy.Secret : i % 3 is 0 ? RoomPrivacy.Open : RoomPrivacy.Closed;
            var name = $"Room {i} {Words[i % Words.Length]}";
            room(
                Rooms[i], _categories[i % _categories.Length], name, name.ToUpperInvariant(), $"Where we talk of {Words[i / 7 % Words.Length]}",
                (int)RoomType.Normal, (int)privacy, 0, 0, 1, 0, 0);
            var (people, groups) = i < 32_000 / scale ? (16, 1)
                : i < Rooms.Length - Math.Max(1, 10 / scale) ? (94, 4)
                : (7_646 / scale, 597 / scale);
            for (var n = 0; n < people; n++)
            {
                role(Rooms[i], People[_next++ % People.Length], (int)RoomRoles.Member);
            }

            for (var n = 0; n < groups; n++)
            {
                role(Rooms[i], _groups[(i + (n * 31)) % _groups.Length], (int)RoomRoles.Member);
            }

            Entries += people + groups;
        }
    }

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    private static Row Insert(SqliteConnection connection, string into, int columns)
    {
        var names = Enumerable.Range(0, columns).Select(n => $"@p{n}").ToList();
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {into} VALUES ({string.Join(", ", names)})";
        command.Parameters.AddRange(names.Select(name => new SqliteParameter { ParameterName = name }));
        return values =>
        {
            for (var n = 0; n < columns; n++)
            {
                command.Parameters[n].Value = values[n];
            }

            command.ExecuteNonQuery();
        };
    }
}
