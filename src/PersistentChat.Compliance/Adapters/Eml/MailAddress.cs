using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Adapters.Eml;

/// <summary>A name and an address, <c>user@domain</c> in ASCII without quotes (RFC 5322, section 3.4.1, dot-atom).</summary>
internal sealed record MailAddress(string Name, string Address)
{
    private const string AtomMarks = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>
    /// The person's mail address, else the SIP address, which has the same form. If neither can stand in a mail, one in
    /// the domain that is never used (RFC 2606) and the real one in the name.
    /// </summary>
    public static MailAddress Of(CompliancePerson person)
    {
        var name = PersonText.Name(person);
        var address = PersonText.Address(person);
        return IsAddress(person.Mail) ? new(name, person.Mail!)
            : IsAddress(address) ? new(name, address)
            : new($"{name} ({person.Mail ?? address})", $"{person.Id:N}@address.invalid");
    }

    public static bool IsAddress(string? text)
    {
        var at = text?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        return at > 0 && text!.Length <= 254 && IsDotAtom(text.AsSpan(0, at)) && IsDotAtom(text.AsSpan(at + 1));
    }

    private static bool IsDotAtom(ReadOnlySpan<char> text)
    {
        var previous = '.';
        foreach (var c in text)
        {
            if (c is '.' ? previous is '.' : !char.IsAsciiLetterOrDigit(c) && !AtomMarks.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }

            previous = c;
        }

        return previous is not '.';
    }
}
