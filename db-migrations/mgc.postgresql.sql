CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "AddIns" (
        "Id" uuid NOT NULL,
        "Name" character varying(50) NOT NULL,
        "NameKey" character varying(50) NOT NULL,
        "Url" character varying(255) NOT NULL,
        CONSTRAINT "PK_AddIns" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Categories" (
        "Id" uuid NOT NULL,
        "Name" character varying(256) NOT NULL,
        "NameKey" character varying(256) NOT NULL,
        "Description" character varying(256) NOT NULL,
        "KeepsHistory" boolean NOT NULL,
        "AllowsFiles" boolean NOT NULL,
        "SendsInvitations" boolean NOT NULL,
        CONSTRAINT "PK_Categories" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Groups" (
        "Id" uuid NOT NULL,
        "Kind" integer NOT NULL,
        "Source" integer NOT NULL,
        "Name" character varying(256) NOT NULL,
        "NameKey" character varying(256) NOT NULL,
        CONSTRAINT "PK_Groups" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Outbox" (
        "Epoch" bigint NOT NULL,
        "Number" bigint NOT NULL,
        "Event" bytea NOT NULL,
        CONSTRAINT "PK_Outbox" PRIMARY KEY ("Epoch", "Number")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "People" (
        "Id" uuid NOT NULL,
        "Uri" character varying(255) NOT NULL,
        "DisplayName" character varying(256) NOT NULL,
        "Mail" character varying(256),
        "Enabled" boolean NOT NULL,
        "Source" integer NOT NULL,
        "LastInvitationId" integer NOT NULL,
        "Verifiers" bytea,
        CONSTRAINT "PK_People" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Policies" (
        "PrincipalId" uuid NOT NULL,
        "Enabled" boolean NOT NULL,
        CONSTRAINT "PK_Policies" PRIMARY KEY ("PrincipalId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Writer" (
        "Id" integer NOT NULL,
        "DatabaseId" uuid NOT NULL,
        "Holder" uuid NOT NULL,
        "HolderName" character varying(256) NOT NULL,
        "LeaseUntil" bigint NOT NULL,
        "Batch" bigint NOT NULL,
        "Epoch" bigint NOT NULL,
        "EventNumber" bigint NOT NULL,
        "TermsVersion" integer NOT NULL,
        CONSTRAINT "PK_Writer" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "CategoryPrincipals" (
        "CategoryId" uuid NOT NULL,
        "List" integer NOT NULL,
        "PrincipalId" uuid NOT NULL,
        CONSTRAINT "PK_CategoryPrincipals" PRIMARY KEY ("CategoryId", "List", "PrincipalId"),
        CONSTRAINT "FK_CategoryPrincipals_Categories_CategoryId" FOREIGN KEY ("CategoryId") REFERENCES "Categories" ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Rooms" (
        "Id" uuid NOT NULL,
        "CategoryId" uuid NOT NULL,
        "Name" character varying(256) NOT NULL,
        "NameKey" character varying(256) NOT NULL,
        "Description" character varying(256) NOT NULL,
        "Type" integer NOT NULL,
        "Privacy" integer NOT NULL,
        "Disabled" boolean NOT NULL,
        "InvitationsOff" boolean NOT NULL,
        "AddInId" uuid,
        "FirstChatId" bigint NOT NULL,
        "LastChatId" bigint NOT NULL,
        "LastAt" bigint NOT NULL,
        CONSTRAINT "PK_Rooms" PRIMARY KEY ("Id"),
        CONSTRAINT "FK_Rooms_Categories_CategoryId" FOREIGN KEY ("CategoryId") REFERENCES "Categories" ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "GroupMembers" (
        "GroupId" uuid NOT NULL,
        "MemberId" uuid NOT NULL,
        CONSTRAINT "PK_GroupMembers" PRIMARY KEY ("GroupId", "MemberId"),
        CONSTRAINT "FK_GroupMembers_Groups_GroupId" FOREIGN KEY ("GroupId") REFERENCES "Groups" ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "ContactLists" (
        "PersonId" uuid NOT NULL,
        "Delta" bigint NOT NULL,
        "NextGroupId" integer NOT NULL,
        CONSTRAINT "PK_ContactLists" PRIMARY KEY ("PersonId"),
        CONSTRAINT "FK_ContactLists_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Containers" (
        "PersonId" uuid NOT NULL,
        "Id" character varying(16) NOT NULL,
        "Version" bigint NOT NULL,
        CONSTRAINT "PK_Containers" PRIMARY KEY ("PersonId", "Id"),
        CONSTRAINT "FK_Containers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Preferences" (
        "PersonId" uuid NOT NULL,
        "Label" character varying(255) NOT NULL,
        "Version" bigint NOT NULL,
        "Content" text NOT NULL,
        CONSTRAINT "PK_Preferences" PRIMARY KEY ("PersonId", "Label"),
        CONSTRAINT "FK_Preferences_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Publications" (
        "PersonId" uuid NOT NULL,
        "Category" character varying(255) NOT NULL,
        "Instance" character varying(64) NOT NULL,
        "Container" character varying(16) NOT NULL,
        "Version" bigint NOT NULL,
        "Life" integer NOT NULL,
        "PublishedAt" bigint NOT NULL,
        "ExpiresAt" bigint,
        "Content" text,
        CONSTRAINT "PK_Publications" PRIMARY KEY ("PersonId", "Category", "Instance", "Container"),
        CONSTRAINT "FK_Publications_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Subscribers" (
        "PersonId" uuid NOT NULL,
        "Watcher" character varying(255) NOT NULL,
        "Acknowledged" boolean NOT NULL,
        CONSTRAINT "PK_Subscribers" PRIMARY KEY ("PersonId", "Watcher"),
        CONSTRAINT "FK_Subscribers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Invitations" (
        "PersonId" uuid NOT NULL,
        "Id" integer NOT NULL,
        "RoomId" uuid NOT NULL,
        "At" bigint NOT NULL,
        CONSTRAINT "PK_Invitations" PRIMARY KEY ("PersonId", "Id"),
        CONSTRAINT "FK_Invitations_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE RESTRICT,
        CONSTRAINT "FK_Invitations_Rooms_RoomId" FOREIGN KEY ("RoomId") REFERENCES "Rooms" ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Messages" (
        "RoomId" uuid NOT NULL,
        "ChatId" bigint NOT NULL,
        "AuthorId" uuid NOT NULL,
        "At" bigint NOT NULL,
        "Alert" boolean NOT NULL,
        "State" integer NOT NULL,
        "Text" text,
        "Terms" text,
        "Markup" text,
        "ClientMessageId" character varying(128),
        CONSTRAINT "PK_Messages" PRIMARY KEY ("RoomId", "ChatId"),
        CONSTRAINT "FK_Messages_Rooms_RoomId" FOREIGN KEY ("RoomId") REFERENCES "Rooms" ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Present" (
        "RoomId" uuid NOT NULL,
        "JoinId" uuid NOT NULL,
        "PersonId" uuid NOT NULL,
        CONSTRAINT "PK_Present" PRIMARY KEY ("RoomId", "JoinId"),
        CONSTRAINT "FK_Present_Rooms_RoomId" FOREIGN KEY ("RoomId") REFERENCES "Rooms" ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Roles" (
        "RoomId" uuid NOT NULL,
        "PrincipalId" uuid NOT NULL,
        "Roles" integer NOT NULL,
        CONSTRAINT "PK_Roles" PRIMARY KEY ("RoomId", "PrincipalId"),
        CONSTRAINT "FK_Roles_Rooms_RoomId" FOREIGN KEY ("RoomId") REFERENCES "Rooms" ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "ContactGroups" (
        "PersonId" uuid NOT NULL,
        "Id" integer NOT NULL,
        "Name" character varying(256) NOT NULL,
        "ExternalUri" character varying(1024) NOT NULL,
        CONSTRAINT "PK_ContactGroups" PRIMARY KEY ("PersonId", "Id"),
        CONSTRAINT "FK_ContactGroups_ContactLists_PersonId" FOREIGN KEY ("PersonId") REFERENCES "ContactLists" ("PersonId") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "Contacts" (
        "PersonId" uuid NOT NULL,
        "Uri" character varying(255) NOT NULL,
        "Name" character varying(256) NOT NULL,
        "Groups" character varying(512) NOT NULL,
        "Subscribed" boolean NOT NULL,
        "ExternalUri" character varying(1024) NOT NULL,
        CONSTRAINT "PK_Contacts" PRIMARY KEY ("PersonId", "Uri"),
        CONSTRAINT "FK_Contacts_ContactLists_PersonId" FOREIGN KEY ("PersonId") REFERENCES "ContactLists" ("PersonId") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE TABLE "ContainerMembers" (
        "PersonId" uuid NOT NULL,
        "ContainerId" character varying(16) NOT NULL,
        "Type" character varying(32) NOT NULL,
        "Value" character varying(255) NOT NULL,
        CONSTRAINT "PK_ContainerMembers" PRIMARY KEY ("PersonId", "ContainerId", "Type", "Value"),
        CONSTRAINT "FK_ContainerMembers_Containers_PersonId_ContainerId" FOREIGN KEY ("PersonId", "ContainerId") REFERENCES "Containers" ("PersonId", "Id") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE UNIQUE INDEX "IX_AddIns_NameKey" ON "AddIns" ("NameKey");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE UNIQUE INDEX "IX_Categories_NameKey" ON "Categories" ("NameKey");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE UNIQUE INDEX "IX_Groups_Kind_NameKey" ON "Groups" ("Kind", "NameKey");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE INDEX "IX_Invitations_RoomId" ON "Invitations" ("RoomId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE UNIQUE INDEX "IX_Messages_ClientMessageId_RoomId_AuthorId" ON "Messages" ("ClientMessageId", "RoomId", "AuthorId") WHERE "ClientMessageId" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE UNIQUE INDEX "IX_People_Uri" ON "People" ("Uri");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE INDEX "IX_Rooms_CategoryId" ON "Rooms" ("CategoryId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE UNIQUE INDEX "IX_Rooms_NameKey" ON "Rooms" ("NameKey");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    CREATE INDEX "IX_Messages_Terms" ON "Messages"
    USING gin ((string_to_array("Terms", ' ') || "RoomId"::text)) WHERE "Terms" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121161339_Initial') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261121161339_Initial', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121164833_Tokens') THEN
    CREATE TABLE "Tokens" (
        "Id" uuid NOT NULL,
        "Name" character varying(256) NOT NULL,
        "NameKey" character varying(256) NOT NULL,
        "PersonId" uuid NOT NULL,
        "Role" integer NOT NULL,
        "SecretHash" character varying(44) NOT NULL,
        "CreatedAt" bigint NOT NULL,
        "ExpiresAt" bigint NOT NULL,
        "LastUsedAt" bigint,
        CONSTRAINT "PK_Tokens" PRIMARY KEY ("Id"),
        CONSTRAINT "FK_Tokens_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121164833_Tokens') THEN
    CREATE UNIQUE INDEX "IX_Tokens_NameKey" ON "Tokens" ("NameKey");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121164833_Tokens') THEN
    CREATE INDEX "IX_Tokens_PersonId" ON "Tokens" ("PersonId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121164833_Tokens') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261121164833_Tokens', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121192906_Administration') THEN
    ALTER TABLE "People" ADD "Removed" boolean NOT NULL DEFAULT FALSE;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121192906_Administration') THEN
    CREATE TABLE "PoolSettings" (
        "Id" integer NOT NULL,
        "DefaultHistory" integer,
        "ParticipantUpdateLimit" integer,
        "MessageLength" integer,
        "StoryLength" integer,
        CONSTRAINT "PK_PoolSettings" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121192906_Administration') THEN
    CREATE TABLE "Requests" (
        "Key" character varying(44) NOT NULL,
        "Content" character varying(44) NOT NULL,
        "MadeId" uuid NOT NULL,
        "ExpiresAt" bigint NOT NULL,
        CONSTRAINT "PK_Requests" PRIMARY KEY ("Key")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121192906_Administration') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261121192906_Administration', '10.0.14');
    END IF;
END $EF$;
COMMIT;

