namespace PersistentChat.Rooms.Access;

/// <summary>The rule that decided whether somebody may do something in a room; the answer to "why".</summary>
public enum AccessRule
{
    /// <summary>Yes: the room is open, and its category lets the person in.</summary>
    RoomIsOpen,

    /// <summary>Yes: the room can be found by everybody whom its category lets in.</summary>
    RoomIsListed,

    /// <summary>Yes.</summary>
    IsMember,

    /// <summary>Yes: a presenter of an auditorium.</summary>
    IsPresenter,

    /// <summary>Yes.</summary>
    IsManager,

    /// <summary>No: the person is disabled altogether.</summary>
    PersonIsDisabled,

    /// <summary>No: policy EnablePersistentChat, of the person, its domain or the pool.</summary>
    PolicyIsOff,

    /// <summary>No, whatever else: the category denies the person, a group or the domain it belongs to.</summary>
    CategoryDenies,

    /// <summary>No: nothing the person belongs to is among those whom the category allows.</summary>
    NotAllowedByCategory,

    /// <summary>No: secret, and neither member nor manager.</summary>
    RoomIsSecret,

    /// <summary>No.</summary>
    NotMember,

    /// <summary>No: disabled for everybody.</summary>
    RoomIsDisabled,

    /// <summary>No: an auditorium, and not both member and presenter.</summary>
    NotPresenter,

    /// <summary>No.</summary>
    NotManager,

    /// <summary>No: the category allows no files.</summary>
    NoFilesInCategory,
}
