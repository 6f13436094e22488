using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PersistentChat.Rooms.Store;

/// <summary>Sees the statements that go past EF Core, as its own interceptors see the others; may throw in their place.</summary>
internal interface IStatementInterceptor : IInterceptor
{
    void Executing(string sql);
}
