using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Api;

/// <summary>
/// <c>/api/people/import</c>: many people at once, from CSV with a header: <c>uri</c> and <c>displayName</c>, and if wanted
/// <c>mail</c>, <c>enabled</c> (true or false), <c>password</c>.
/// </summary>
internal static class PeopleImport
{
    public const string ContentType = "text/csv";

    private const string Uri = "uri";
    private const string DisplayName = "displayName";
    private const string Mail = "mail";
    private const string Enabled = "enabled";
    private const string Password = "password";

    private const int MaxRows = 1000;

    // Each kind of wrong row is answered like the same wrong request.
    private static readonly Refusal TwiceInFile = new(RefusalKind.DuplicateName, "The address is in a row before this one");
    private static readonly Refusal TooFewFields = Refusal.InvalidArgument("The row does not have as many fields as the header");
    private static readonly Refusal NotEnabledOrDisabled = Refusal.InvalidArgument("enabled must be true or false");
    private static readonly Refusal NoPassword = Refusal.InvalidArgument($"A password has at most {Fields.MaxText} characters");

    private static readonly string[] Columns = [Uri, DisplayName, Mail, Enabled, Password];

    /// <summary>
    /// Makes many people known, one after the other (CSV, 1,000 rows at most); who is there already stays as it is, and each row
    /// is answered for itself.
    /// </summary>
    /// <param name="dryRun">Only says what would become of each row.</param>
    public static async Task<Results<Ok<ImportedPeople>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, bool? dryRun, Caller caller, Changes changes, Passwords passwords, CancellationToken ct)
    {
        IReadOnlyList<string[]> rows;
        using var reader = new StreamReader(request.Body);
        try
        {
            rows = Csv.Read(await reader.ReadToEndAsync(ct));
        }
        catch (InvalidDataException wrong)
        {
            return Problems.Invalid("csv", wrong.Message);
        }

        if (WrongIn(rows) is { } problem)
        {
            return Problems.Invalid("csv", problem);
        }

        var isTrial = dryRun ?? false;
        var (header, seen) = (rows[0], new HashSet<string>(StringComparer.Ordinal));
        var report = new List<ImportedPerson>();
        foreach (var (row, index) in rows.Skip(1).Select((row, index) => (row, index)))
        {
            ct.ThrowIfCancellationRequested();
            report.Add(await ImportAsync(header, row, index + 1));
        }

        return TypedResults.Ok(new ImportedPeople(
            isTrial, CountOf(ImportResult.Created), CountOf(ImportResult.Exists), CountOf(ImportResult.Refused), report));

        int CountOf(ImportResult result) => report.Count(it => it.Result == result);

        async Task<ImportedPerson> ImportAsync(string[] names, string[] row, int number)
        {
            var uri = FieldOf(names, row, Uri) ?? "";
            if (changes.Pool.Person(uri) is not null && !seen.Contains(uri))
            {
                return new ImportedPerson(number, uri, ImportResult.Exists, null, null);
            }

            var command = seen.Add(uri) ? Read(names, row, changes.Pool.IdFor(uri), passwords, isTrial) : TwiceInFile;
            var refusal = command.IsRefused ? command.Refusal : (await changes.DoAsync(command.Value, caller)).Refusal;
            return refusal is null
                ? new ImportedPerson(number, uri, ImportResult.Created, null, null)
                : new ImportedPerson(number, uri, ImportResult.Refused, Problems.TypeOf(refusal), refusal.Text);
        }
    }

    /// <summary>What is wrong with the file as a whole. Null: nothing.</summary>
    private static string? WrongIn(IReadOnlyList<string[]> rows) =>
        rows.Count is 0 ? "There is no header"
        : rows[0].FirstOrDefault(name => !Columns.Contains(name)) is { } unknown ? $"There is no column {unknown}: {string.Join(", ", Columns)}"
        : rows[0].Distinct().Count() < rows[0].Length ? "A column is there twice"
        : !rows[0].Contains(Uri) || !rows[0].Contains(DisplayName) ? $"There must be columns {Uri} and {DisplayName}"
        : rows.Count - 1 > MaxRows ? $"There can be {MaxRows} rows"
        : null;

    private static Outcome<CreatePerson> Read(
        string[] names, string[] row, Guid id, Passwords passwords, bool isTrial)
    {
        if (row.Length != names.Length)
        {
            return TooFewFields;
        }

        if (!bool.TryParse(FieldOf(names, row, Enabled) ?? "true", out var isEnabled))
        {
            return NotEnabledOrDisabled;
        }

        var password = FieldOf(names, row, Password);
        if (password?.Length > Fields.MaxText)
        {
            return NoPassword;
        }

        var person = new Person(
            id, FieldOf(names, row, Uri) ?? "", FieldOf(names, row, DisplayName) ?? "", FieldOf(names, row, Mail), isEnabled);
        return isTrial || password is null
            ? new CreatePerson(person) { IsTrial = isTrial }
            : passwords.Create(person, password);
    }

    /// <summary>Null: nothing stands there.</summary>
    private static string? FieldOf(string[] names, string[] row, string name) =>
        Array.IndexOf(names, name) is var index and >= 0 && index < row.Length && row[index].Length > 0 ? row[index] : null;
}
