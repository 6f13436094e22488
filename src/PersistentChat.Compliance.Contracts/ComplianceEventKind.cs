namespace PersistentChat.Compliance.Contracts;

/// <summary>
/// What happened. Stored by number: numbers are never reused or changed. 1 to 11 mirror <c>cmplType</c> of the
/// original's mgccomp database (9, its provisional file transfer, has no event here); ours begin at 20.
/// </summary>
public enum ComplianceEventKind
{
    /// <summary>A message was posted; <c>ChatId</c>, <c>Text</c> and <c>Markup</c> are set.</summary>
    Chat = 1,

    /// <summary>Chat history was read or searched; <c>Text</c> is the query.</summary>
    Backchat = 2,

    /// <summary><c>Text</c> is the stored file name, <c>File</c> says more.</summary>
    FileDownload = 3,

    /// <summary><c>Text</c> is the stored file name, <c>File</c> says more.</summary>
    FileUpload = 4,

    /// <summary>Message <c>ChatId</c> was removed; <c>Text</c> is what replaced it, if anything did.</summary>
    Deletion = 10,

    /// <summary>Messages up to <c>ChatId</c> were purged.</summary>
    Purge = 11,

    /// <summary>A person came into a room (its first dialog there).</summary>
    Join = 20,

    /// <summary>A person left a room (its last dialog there); <c>Reason</c> says how.</summary>
    Part = 21,

    /// <summary>
    /// A category or a room was created, changed, moved or deleted; <c>Reason</c> says which of them, <c>Text</c> what is
    /// different (<c>Privacy: Open -> Secret</c>).
    /// </summary>
    RoomChange = 30,

    /// <summary>
    /// The roles of <c>Subject</c> in a room changed; <c>Text</c> lists what they are now. Without a room: who is in a group,
    /// or a policy (<c>Reason</c> says which); then <c>Text</c> is what is different. A group stands in the place of a person.
    /// </summary>
    MembershipChange = 31,

    /// <summary>
    /// An officer looked into the record or an archive, or an administrator at what passes between somebody and the server
    /// (<c>TraceStarted</c>); <c>Text</c> is what was asked for, <c>Reason</c> in which way.
    /// </summary>
    OfficerAccess = 40,

    /// <summary>
    /// A process loaded an adapter that is not built in and runs it from here on; <c>Text</c> is its name, <c>Assembly</c> its code.
    /// </summary>
    AdapterLoaded = 50,

    /// <summary>
    /// Stands where an event could not be read; <c>Raw</c> are its bytes, <c>Reason</c> says what is wrong with them.
    /// Never written by the journal: it is how an adapter meets such an event.
    /// </summary>
    Gap = 60,

    /// <summary>
    /// Somebody looked at the unreadable event <c>RepairOf</c> and says in <c>Text</c> what it was. When its content is
    /// known again, an event of its own kind with <c>RepairOf</c> set says it instead.
    /// </summary>
    Repair = 61,

    /// <summary>
    /// A server took the database and began an epoch: always its first event. <c>Previous</c> says what must have come
    /// before; positions after that in the older epoch belong to a past that a backup has undone.
    /// </summary>
    JournalStarted = 70,
}
