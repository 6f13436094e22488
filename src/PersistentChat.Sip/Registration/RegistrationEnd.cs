namespace PersistentChat.Sip.Registration;

/// <summary>Why an administrator ended a sign-in, as <c>registration-notify</c> says it (MS-SIPREGE; TRANSCRIPT.md section 5).</summary>
public enum RegistrationEnd
{
    /// <summary>Signed out; the person may sign in again.</summary>
    Unregistered,

    /// <summary>The person may not use the server any more.</summary>
    Rejected,
}
