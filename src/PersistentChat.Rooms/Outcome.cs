namespace PersistentChat.Rooms;

/// <summary>What a use case answers: a value or a refusal. The compiler makes the caller look.</summary>
public readonly struct Outcome<T>
{
    private readonly T _value;

    private Outcome(T value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    public bool IsRefused => Refusal is not null;

    /// <summary>The value. Asking a refusal for it is a bug of the caller.</summary>
    public T Value => Refusal is null
        ? _value
        : throw new InvalidOperationException($"There is no value, the outcome is a refusal: {Refusal.Kind}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default!, refusal);
}
