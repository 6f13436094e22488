namespace PersistentChat.Server.Api;

/// <summary>What an endpoint takes is a file, and may be as large as <see cref="ApiOptions.MaxImportLength"/> says.</summary>
internal sealed class TakesFile;
