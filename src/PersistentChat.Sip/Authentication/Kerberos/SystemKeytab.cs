using System.Runtime.InteropServices;

namespace PersistentChat.Sip.Authentication.Kerberos;

/// <summary>
/// Which keytab GSSAPI takes keys from. It asks the process's environment, of which .NET changes only a copy of its own.
/// </summary>
internal static partial class SystemKeytab
{
    /// <summary>To be called before anybody signs in: the environment is not made for being changed while others read it.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read.</exception>
    public static void Use(string file)
    {
        try
        {
            using var readable = File.OpenRead(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The keytab cannot be read: {failure.Message}", failure);
        }

        _ = SetEnvironment("KRB5_KTNAME", $"FILE:{Path.GetFullPath(file)}", 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
