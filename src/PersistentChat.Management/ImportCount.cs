namespace PersistentChat.Management;

/// <summary>How many of one sort an import had in it.</summary>
/// <param name="Kind"><c>Person</c>, <c>Group</c>, <c>AddIn</c>, <c>Category</c>, <c>Policy</c>, <c>Room</c>; <c>Messages</c> counts rooms.</param>
/// <param name="Existing">Were there already, and stay as they are.</param>
public sealed record ImportCount(string Kind, int Created, int Existing, int Refused);
