using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Chat;

internal static class MessageQueries
{
    extension(IQueryable<MessageRow> messages)
    {
        /// <summary>What can be read back: neither removed nor never kept; of what was replaced, the replacement.</summary>
        public IQueryable<MessageRow> KeptIn(HistoryWindow window) => messages.Kept(window.RoomId).Where(m =>
            m.ChatId >= window.FirstId && m.ChatId <= window.LastId);

        /// <summary>The same of messages that are named. Without a window, which a database would rather go through.</summary>
        public IQueryable<MessageRow> KeptOf(Guid roomId, IReadOnlyCollection<long> ids) => messages.Kept(roomId).Where(m =>
            ids.Contains(m.ChatId));

        private IQueryable<MessageRow> Kept(Guid roomId) => messages.Where(m =>
            m.RoomId == roomId && (m.State == MessageState.Kept || m.State == MessageState.Replaced));
    }

    extension(MessageRow row)
    {
        /// <summary>A message without a kept text has an empty one.</summary>
        public Message ToMessage(Person author) =>
            new(row.RoomId, row.ChatId, author, row.At, row.Alert, row.Text ?? "", row.Markup);
    }
}
