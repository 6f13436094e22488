using System.ComponentModel.DataAnnotations;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Rooms;

/// <summary>Sets what holds for the whole pool, from the next command on.</summary>
/// <param name="Settings">All of them as they are to be.</param>
public sealed record ChangePoolSettings(PoolSettings Settings) : ChangeCommand<PoolSettings>
{
    /// <summary>As the caller saw them; refused when they are not so any more. Null: whatever they are.</summary>
    public PoolSettings? Expected { get; init; }

    internal override Outcome<PoolSettings> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        var before = turn.Pool.Others.Settings;
        if (Expected is not null && Expected != before)
        {
            return Refusal.Collision;
        }

        // The ranges are those of the settings file.
        var wrong = new List<ValidationResult>();
        var then = Settings.Over(turn.FileRules);
        if (!Validator.TryValidateObject(then, new ValidationContext(then), wrong, validateAllProperties: true))
        {
            return Refusal.InvalidArgument(wrong[0].ErrorMessage!);
        }

        if (Settings == before)
        {
            return before;
        }

        turn.Pool.Put(Settings);
        turn.Record(ComplianceEventKind.RoomChange, turn.Now, null, By, e => e with
        {
            Reason = "PoolSettingsChanged",
            Text = Facts.Differences(
                (nameof(Settings.DefaultHistory), before.DefaultHistory, Settings.DefaultHistory),
                (nameof(Settings.ParticipantUpdateLimit), before.ParticipantUpdateLimit, Settings.ParticipantUpdateLimit),
                (nameof(Settings.MessageLength), before.MessageLength, Settings.MessageLength),
                (nameof(Settings.StoryLength), before.StoryLength, Settings.StoryLength)),
        });
        return Settings;
    }
}
