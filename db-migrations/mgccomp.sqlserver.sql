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
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    CREATE TABLE [Cursors] (
        [Adapter] nvarchar(256) NOT NULL,
        [Epoch] bigint NOT NULL,
        [Number] bigint NOT NULL,
        [Slice] bigint NOT NULL,
        [Failures] int NOT NULL,
        [LastFailure] nvarchar(1024) NULL,
        [NotBefore] bigint NULL,
        CONSTRAINT [PK_Cursors] PRIMARY KEY ([Adapter])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    CREATE TABLE [Leases] (
        [Name] nvarchar(256) NOT NULL,
        [Fence] bigint NOT NULL,
        [Beat] bigint NOT NULL,
        [Holder] nvarchar(256) NULL,
        [TakenAt] bigint NOT NULL,
        CONSTRAINT [PK_Leases] PRIMARY KEY ([Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    CREATE TABLE [Record] (
        [Epoch] bigint NOT NULL,
        [Number] bigint NOT NULL,
        [Kind] int NULL,
        [At] bigint NOT NULL,
        [RoomUri] nvarchar(512) NULL,
        [PersonUri] nvarchar(512) NULL,
        [Event] varbinary(max) NOT NULL,
        [Fault] nvarchar(1024) NULL,
        [RepairOfEpoch] bigint NULL,
        [RepairOfNumber] bigint NULL,
        CONSTRAINT [PK_Record] PRIMARY KEY ([Epoch], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    CREATE TABLE [Slices] (
        [Adapter] nvarchar(256) NOT NULL,
        [Number] bigint NOT NULL,
        [FirstEpoch] bigint NOT NULL,
        [FirstNumber] bigint NOT NULL,
        [LastEpoch] bigint NOT NULL,
        [LastNumber] bigint NOT NULL,
        [At] bigint NOT NULL,
        CONSTRAINT [PK_Slices] PRIMARY KEY ([Adapter], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    CREATE TABLE [Transit] (
        [Epoch] bigint NOT NULL,
        [Number] bigint NOT NULL,
        CONSTRAINT [PK_Transit] PRIMARY KEY ([Epoch], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    CREATE TABLE [Watermarks] (
        [Epoch] bigint NOT NULL,
        [Number] bigint NOT NULL,
        CONSTRAINT [PK_Watermarks] PRIMARY KEY ([Epoch])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    CREATE INDEX [IX_Record_At] ON [Record] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Record_Epoch_Number] ON [Record] ([Epoch], [Number]) WHERE "Fault" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    CREATE INDEX [IX_Record_PersonUri_At] ON [Record] ([PersonUri], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Record_RepairOfEpoch_RepairOfNumber] ON [Record] ([RepairOfEpoch], [RepairOfNumber]) WHERE "RepairOfNumber" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    CREATE INDEX [IX_Record_RoomUri_At] ON [Record] ([RoomUri], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121145742_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261121145742_Initial', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121152658_Archiving'
)
BEGIN
    ALTER TABLE [Cursors] ADD [Manifest] nvarchar(64) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121152658_Archiving'
)
BEGIN
    CREATE TABLE [Presence] (
        [Id] bigint NOT NULL IDENTITY,
        [Adapter] nvarchar(256) NOT NULL,
        [RoomUri] nvarchar(512) NOT NULL,
        [People] varbinary(max) NOT NULL,
        CONSTRAINT [PK_Presence] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121152658_Archiving'
)
BEGIN
    CREATE INDEX [IX_Record_RoomUri_Epoch_Number] ON [Record] ([RoomUri], [Epoch], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121152658_Archiving'
)
BEGIN
    CREATE INDEX [IX_Presence_Adapter_RoomUri] ON [Presence] ([Adapter], [RoomUri]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261121152658_Archiving'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261121152658_Archiving', N'10.0.14');
END;

COMMIT;
GO

