namespace PersistentChat.Server.Tests.Beliefs;

/// <summary>A room as somebody in it knows it.</summary>
internal sealed class BelievedRoom
{
    private readonly List<BelievedPost> _posts = [];

    public string Name { get; set; } = "";

    /// <summary>Null: it was never told.</summary>
    public HashSet<string>? People { get; private set; }

    /// <summary>What it has heard while it was here.</summary>
    public IReadOnlyList<BelievedPost> Posts => _posts;

    public void Begin(IEnumerable<string> people) => People = [.. people];

    public void Enter(string person) => (People ??= []).Add(person);

    public void Leave(IEnumerable<string> people) => (People ?? throw new AssertionException("Who does not know who is here is told that somebody left"))
        .ExceptWith(people);

    /// <summary>Whoever is in a room hears everything that is said there, in order.</summary>
    public void Post(BelievedPost post)
    {
        if (_posts is [.., var last])
        {
            Assert.That(post.ChatId, Is.EqualTo(last.ChatId + 1), "what is said is heard without a gap");
        }

        _posts.Add(post);
    }
}

/// <summary>A message as it was heard.</summary>
internal sealed record BelievedPost(long ChatId, string Author, string Text);
