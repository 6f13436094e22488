IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [AddIns] (
        [Id] uniqueidentifier NOT NULL,
        [Name] nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NameKey] nvarchar(51) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Url] nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_AddIns] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Categories] (
        [Id] uniqueidentifier NOT NULL,
        [Name] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NameKey] nvarchar(257) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Description] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [KeepsHistory] bit NOT NULL,
        [AllowsFiles] bit NOT NULL,
        [SendsInvitations] bit NOT NULL,
        CONSTRAINT [PK_Categories] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Groups] (
        [Id] uniqueidentifier NOT NULL,
        [Kind] int NOT NULL,
        [Source] int NOT NULL,
        [Name] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NameKey] nvarchar(257) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_Groups] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Outbox] (
        [Epoch] bigint NOT NULL,
        [Number] bigint NOT NULL,
        [Event] varbinary(max) NOT NULL,
        CONSTRAINT [PK_Outbox] PRIMARY KEY ([Epoch], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [People] (
        [Id] uniqueidentifier NOT NULL,
        [Uri] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [DisplayName] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Mail] nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL,
        [Enabled] bit NOT NULL,
        [Source] int NOT NULL,
        [LastInvitationId] int NOT NULL,
        [Verifiers] varbinary(max) NULL,
        CONSTRAINT [PK_People] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Policies] (
        [PrincipalId] uniqueidentifier NOT NULL,
        [Enabled] bit NOT NULL,
        CONSTRAINT [PK_Policies] PRIMARY KEY ([PrincipalId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Writer] (
        [Id] int NOT NULL,
        [DatabaseId] uniqueidentifier NOT NULL,
        [Holder] uniqueidentifier NOT NULL,
        [HolderName] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [LeaseUntil] bigint NOT NULL,
        [Batch] bigint NOT NULL,
        [Epoch] bigint NOT NULL,
        [EventNumber] bigint NOT NULL,
        [TermsVersion] int NOT NULL,
        CONSTRAINT [PK_Writer] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [CategoryPrincipals] (
        [CategoryId] uniqueidentifier NOT NULL,
        [List] int NOT NULL,
        [PrincipalId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_CategoryPrincipals] PRIMARY KEY ([CategoryId], [List], [PrincipalId]),
        CONSTRAINT [FK_CategoryPrincipals_Categories_CategoryId] FOREIGN KEY ([CategoryId]) REFERENCES [Categories] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Rooms] (
        [Id] uniqueidentifier NOT NULL,
        [CategoryId] uniqueidentifier NOT NULL,
        [Name] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NameKey] nvarchar(257) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Description] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Type] int NOT NULL,
        [Privacy] int NOT NULL,
        [Disabled] bit NOT NULL,
        [InvitationsOff] bit NOT NULL,
        [AddInId] uniqueidentifier NULL,
        [FirstChatId] bigint NOT NULL,
        [LastChatId] bigint NOT NULL,
        [LastAt] bigint NOT NULL,
        CONSTRAINT [PK_Rooms] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Rooms_Categories_CategoryId] FOREIGN KEY ([CategoryId]) REFERENCES [Categories] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [GroupMembers] (
        [GroupId] uniqueidentifier NOT NULL,
        [MemberId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_GroupMembers] PRIMARY KEY ([GroupId], [MemberId]),
        CONSTRAINT [FK_GroupMembers_Groups_GroupId] FOREIGN KEY ([GroupId]) REFERENCES [Groups] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [ContactLists] (
        [PersonId] uniqueidentifier NOT NULL,
        [Delta] bigint NOT NULL,
        [NextGroupId] int NOT NULL,
        CONSTRAINT [PK_ContactLists] PRIMARY KEY ([PersonId]),
        CONSTRAINT [FK_ContactLists_People_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [People] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Containers] (
        [PersonId] uniqueidentifier NOT NULL,
        [Id] nvarchar(17) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Containers] PRIMARY KEY ([PersonId], [Id]),
        CONSTRAINT [FK_Containers_People_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [People] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Preferences] (
        [PersonId] uniqueidentifier NOT NULL,
        [Label] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] bigint NOT NULL,
        [Content] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_Preferences] PRIMARY KEY ([PersonId], [Label]),
        CONSTRAINT [FK_Preferences_People_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [People] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Publications] (
        [PersonId] uniqueidentifier NOT NULL,
        [Category] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Instance] nvarchar(65) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Container] nvarchar(17) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] bigint NOT NULL,
        [Life] int NOT NULL,
        [PublishedAt] bigint NOT NULL,
        [ExpiresAt] bigint NULL,
        [Content] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_Publications] PRIMARY KEY ([PersonId], [Category], [Instance], [Container]),
        CONSTRAINT [FK_Publications_People_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [People] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Subscribers] (
        [PersonId] uniqueidentifier NOT NULL,
        [Watcher] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Acknowledged] bit NOT NULL,
        CONSTRAINT [PK_Subscribers] PRIMARY KEY ([PersonId], [Watcher]),
        CONSTRAINT [FK_Subscribers_People_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [People] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Tokens] (
        [Id] uniqueidentifier NOT NULL,
        [Name] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NameKey] nvarchar(257) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [Role] int NOT NULL,
        [SecretHash] nvarchar(44) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CreatedAt] bigint NOT NULL,
        [ExpiresAt] bigint NOT NULL,
        [LastUsedAt] bigint NULL,
        CONSTRAINT [PK_Tokens] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Tokens_People_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [People] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Invitations] (
        [PersonId] uniqueidentifier NOT NULL,
        [Id] int NOT NULL,
        [RoomId] uniqueidentifier NOT NULL,
        [At] bigint NOT NULL,
        CONSTRAINT [PK_Invitations] PRIMARY KEY ([PersonId], [Id]),
        CONSTRAINT [FK_Invitations_People_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [People] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_Invitations_Rooms_RoomId] FOREIGN KEY ([RoomId]) REFERENCES [Rooms] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Messages] (
        [RoomId] uniqueidentifier NOT NULL,
        [ChatId] bigint NOT NULL,
        [AuthorId] uniqueidentifier NOT NULL,
        [At] bigint NOT NULL,
        [Alert] bit NOT NULL,
        [State] int NOT NULL,
        [Text] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [Terms] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [Markup] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [ClientMessageId] nvarchar(129) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_Messages] PRIMARY KEY ([RoomId], [ChatId]),
        CONSTRAINT [FK_Messages_Rooms_RoomId] FOREIGN KEY ([RoomId]) REFERENCES [Rooms] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Present] (
        [RoomId] uniqueidentifier NOT NULL,
        [JoinId] uniqueidentifier NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Present] PRIMARY KEY ([RoomId], [JoinId]),
        CONSTRAINT [FK_Present_Rooms_RoomId] FOREIGN KEY ([RoomId]) REFERENCES [Rooms] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Roles] (
        [RoomId] uniqueidentifier NOT NULL,
        [PrincipalId] uniqueidentifier NOT NULL,
        [Roles] int NOT NULL,
        CONSTRAINT [PK_Roles] PRIMARY KEY ([RoomId], [PrincipalId]),
        CONSTRAINT [FK_Roles_Rooms_RoomId] FOREIGN KEY ([RoomId]) REFERENCES [Rooms] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [ContactGroups] (
        [PersonId] uniqueidentifier NOT NULL,
        [Id] int NOT NULL,
        [Name] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ExternalUri] nvarchar(1024) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_ContactGroups] PRIMARY KEY ([PersonId], [Id]),
        CONSTRAINT [FK_ContactGroups_ContactLists_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [ContactLists] ([PersonId]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [Contacts] (
        [PersonId] uniqueidentifier NOT NULL,
        [Uri] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Name] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Groups] nvarchar(512) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Subscribed] bit NOT NULL,
        [ExternalUri] nvarchar(1024) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_Contacts] PRIMARY KEY ([PersonId], [Uri]),
        CONSTRAINT [FK_Contacts_ContactLists_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [ContactLists] ([PersonId]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [ContainerMembers] (
        [PersonId] uniqueidentifier NOT NULL,
        [ContainerId] nvarchar(17) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Type] nvarchar(33) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Value] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_ContainerMembers] PRIMARY KEY ([PersonId], [ContainerId], [Type], [Value]),
        CONSTRAINT [FK_ContainerMembers_Containers_PersonId_ContainerId] FOREIGN KEY ([PersonId], [ContainerId]) REFERENCES [Containers] ([PersonId], [Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_AddIns_NameKey] ON [AddIns] ([NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Categories_NameKey] ON [Categories] ([NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Groups_Kind_NameKey] ON [Groups] ([Kind], [NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE INDEX [IX_Invitations_RoomId] ON [Invitations] ([RoomId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Messages_ClientMessageId_RoomId_AuthorId] ON [Messages] ([ClientMessageId], [RoomId], [AuthorId]) WHERE "ClientMessageId" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_People_Uri] ON [People] ([Uri]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE INDEX [IX_Rooms_CategoryId] ON [Rooms] ([CategoryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Rooms_NameKey] ON [Rooms] ([NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Tokens_NameKey] ON [Tokens] ([NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE INDEX [IX_Tokens_PersonId] ON [Tokens] ([PersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    CREATE TABLE [MessageTerms] (
        [RoomId] uniqueidentifier NOT NULL,
        [Term] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ChatId] bigint NOT NULL,
        CONSTRAINT [PK_MessageTerms] PRIMARY KEY ([RoomId], [Term], [ChatId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    EXEC(N'CREATE TRIGGER [MessageTermsKept] ON [Messages] AFTER INSERT, UPDATE, DELETE AS
    BEGIN
        SET NOCOUNT ON;
        DELETE kept FROM deleted
            CROSS APPLY STRING_SPLIT(deleted.[Terms], N'' '') AS term
            INNER JOIN [MessageTerms] AS kept ON kept.[RoomId] = deleted.[RoomId]
                AND kept.[Term] = CAST(term.[value] AS nvarchar(128)) AND kept.[ChatId] = deleted.[ChatId];
        INSERT INTO [MessageTerms] ([RoomId], [Term], [ChatId])
            SELECT inserted.[RoomId], CAST(term.[value] AS nvarchar(128)), inserted.[ChatId] FROM inserted
            CROSS APPLY STRING_SPLIT(inserted.[Terms], N'' '') AS term
            WHERE term.[value] <> N'''';
    END');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121191632_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261121191632_Initial', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121203521_Administration'
)
BEGIN
    ALTER TABLE [People] ADD [Removed] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121203521_Administration'
)
BEGIN
    ALTER TABLE [People] ADD [Role] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121203521_Administration'
)
BEGIN
    CREATE TABLE [PoolSettings] (
        [Id] int NOT NULL,
        [DefaultHistory] int NULL,
        [ParticipantUpdateLimit] int NULL,
        [MessageLength] int NULL,
        [StoryLength] int NULL,
        CONSTRAINT [PK_PoolSettings] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121203521_Administration'
)
BEGIN
    CREATE TABLE [Requests] (
        [Key] nvarchar(45) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Content] nvarchar(44) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [MadeId] uniqueidentifier NOT NULL,
        [ExpiresAt] bigint NOT NULL,
        CONSTRAINT [PK_Requests] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121203521_Administration'
)
BEGIN
    CREATE TABLE [Sessions] (
        [Id] uniqueidentifier NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [SecretHash] nvarchar(44) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CreatedAt] bigint NOT NULL,
        [LastUsedAt] bigint NOT NULL,
        CONSTRAINT [PK_Sessions] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Sessions_People_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [People] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121203521_Administration'
)
BEGIN
    CREATE INDEX [IX_Sessions_PersonId] ON [Sessions] ([PersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121203521_Administration'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261121203521_Administration', N'10.0.14');
END;

COMMIT;
GO

