using System.Text.Json;
using PersistentChat.Load.Wire;

namespace PersistentChat.Load.Workloads;

/// <summary>
/// Twenty clients of the REST interface, each again as soon as it is answered: they read rooms, lists and what was said, and then
/// make rooms and change them.
/// </summary>
internal static class Administration
{
    private const int Clients = 20;
    private const int Authors = 20;
    private const int MessagesPerRoom = 100;
    private const int Page = 50;

    public static Needs Needs(int size) => new(Authors, size, Rest: true);

    public static async Task RunAsync(LoadRun run)
    {
        if (run.Target.Rest is not { } access)
        {
            throw new LoadException("Where the REST interface is, and an administrator's token, has to be said (--web, --token).");
        }

        var talked = Math.Min(Authors, run.Size);
        await using (var crowd = new Crowd(run))
        {
            await crowd.SignInAsync(talked);
            await Archive.FillAsync(run, crowd.People, MessagesPerRoom);
        }

        var administrators = Enumerable.Range(0, Clients).Select(number => new Administrator(number, RestClient.ByWeb(access))).ToList();
        try
        {
            await MeasureAsync(run, talked, administrators);
        }
        finally
        {
            administrators.ForEach(each => each.Client.Dispose());
        }
    }

    private static async Task MeasureAsync(LoadRun run, int talked, IReadOnlyList<Administrator> administrators)
    {
        var category = SettingOf(await administrators[0].Client.GetAsync($"api/rooms/{run.Target.RoomId(0)}"), "categoryId");
        foreach (var each in administrators)
        {
            each.Room = IdOf(await each.Client.PostAsync("api/rooms", NewRoom.In(category)));
        }

        await AskAsync("rooms read", async (who, n) =>
        {
            var room = run.Target.RoomId((who.Number + n) % run.Size);
            return IdOf(await who.Client.GetAsync($"api/rooms/{room}")) == room;
        });
        await AskAsync($"pages of {Page} rooms read", async (who, _) =>
        {
            var page = await who.Client.GetAsync($"api/rooms?limit={Page}&cursor={who.Cursor}");
            who.Cursor = page.GetProperty("next").GetString() ?? "";
            return who.Cursor.Length == 0 || CountOf(page) == Page;
        });
        await AskAsync($"pages of {Page} messages read", async (who, n) =>
        {
            var room = run.Target.RoomId((who.Number + n) % talked);
            return CountOf(await who.Client.GetAsync($"api/rooms/{room}/messages?limit={Page}")) == Page;
        });
        await AskAsync("rooms made", async (who, _) =>
        {
            var wanted = NewRoom.In(category);
            return SettingOf(await who.Client.PostAsync("api/rooms", wanted), "name") == wanted.Name;
        });
        var changed = await AskAsync("rooms changed", async (who, n) =>
        {
            var wanted = NewRoom.In(category) with { Description = $"Change {n}" };
            return SettingOf(await who.Client.PutAsync($"api/rooms/{who.Room}", wanted), "description") == wanted.Description;
        });
        run.AddCores(changed.Spent);
        run.AddMemory();

        async Task<Questions.Asked> AskAsync(string what, Func<Administrator, int, Task<bool>> ask)
        {
            var asked = await Questions.AskAsync(run, administrators, ask);
            run.Add(what, asked.PerSecond, "/s");
            run.AddDelays($"{what}, delay", asked.Delays);
            run.Add($"{what}, server CPU each", asked.CpuPerQuestion, "us");
            return asked;
        }
    }

    private static Guid IdOf(JsonElement thing) => thing.GetProperty("id").GetGuid();

    private static string? SettingOf(JsonElement thing, string name) => thing.GetProperty("settings").GetProperty(name).GetString();

    private static int CountOf(JsonElement page) => page.GetProperty("items").GetArrayLength();

    private sealed record NewRoom(string Name, string? CategoryId, string Description = "", string Privacy = "open")
    {
        public static NewRoom In(string? category) => new($"Load {Guid.NewGuid():N}", category);
    }

    private sealed class Administrator(int number, RestClient client)
    {
        public int Number => number;

        public RestClient Client => client;

        /// <summary>One of its own.</summary>
        public Guid Room { get; set; }

        /// <summary>Where it is in the list of rooms; empty: at the beginning.</summary>
        public string Cursor { get; set; } = "";

        public override string ToString() => $"administrator {number}";
    }
}
