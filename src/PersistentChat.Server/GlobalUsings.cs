// The wire language's parts are one vocabulary to whoever speaks it.
global using PersistentChat.Xccos;
global using PersistentChat.Xccos.Blocks;
global using PersistentChat.Xccos.Commands;
global using PersistentChat.Xccos.Notices;
global using PersistentChat.Xccos.Reading;
global using PersistentChat.Xccos.Replies;
global using PersistentChat.Xccos.Writing;
