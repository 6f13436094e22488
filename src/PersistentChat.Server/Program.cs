return await PersistentChat.Server.Hosting.ServerProcess.RunAsync(args);
