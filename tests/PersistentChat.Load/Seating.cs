namespace PersistentChat.Load;

/// <summary>Who is in which rooms; both are numbers from 0.</summary>
internal sealed class Seating
{
    private readonly int[][] _roomsOf;
    private readonly int[] _counts;
    private readonly int[] _first;

    /// <param name="roomsOf">For each person, the rooms.</param>
    public Seating(IEnumerable<IEnumerable<int>> roomsOf)
    {
        _roomsOf = [.. roomsOf.Select(rooms => rooms.ToArray())];
        RoomCount = _roomsOf.SelectMany(rooms => rooms).DefaultIfEmpty(-1).Max() + 1;
        _counts = new int[RoomCount];
        _first = new int[RoomCount];
        for (var person = _roomsOf.Length - 1; person >= 0; person--)
        {
            foreach (var room in _roomsOf[person])
            {
                _counts[room]++;
                _first[room] = person;
            }
        }
    }

    public int PeopleCount => _roomsOf.Length;

    public int RoomCount { get; }

    /// <summary>Each is in as many rooms, which are filled evenly; neighbours are together in none or few.</summary>
    public static Seating Even(int people, int rooms, int perPerson)
    {
        var each = Math.Min(perPerson, rooms);
        return new Seating(Enumerable.Range(0, people).Select(person =>
            Enumerable.Range(0, each).Select(k => (int)((((long)person * each) + k) % rooms))));
    }

    public IReadOnlyList<int> RoomsOf(int person) => _roomsOf[person];

    public int CountIn(int room) => _counts[room];

    /// <summary>Somebody who is in there.</summary>
    public int FirstIn(int room) => _first[room];
}
