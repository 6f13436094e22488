CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

BEGIN TRANSACTION;
CREATE TABLE "Categories" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Categories" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "NameKey" TEXT NOT NULL,
    "Description" TEXT NOT NULL,
    "KeepsHistory" INTEGER NOT NULL,
    "AllowsFiles" INTEGER NOT NULL,
    "SendsInvitations" INTEGER NOT NULL
);

CREATE TABLE "Outbox" (
    "Epoch" INTEGER NOT NULL,
    "Number" INTEGER NOT NULL,
    "Event" BLOB NOT NULL,
    CONSTRAINT "PK_Outbox" PRIMARY KEY ("Epoch", "Number")
);

CREATE TABLE "People" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_People" PRIMARY KEY,
    "Uri" TEXT NOT NULL,
    "DisplayName" TEXT NOT NULL,
    "Mail" TEXT NULL,
    "Enabled" INTEGER NOT NULL,
    "Verifiers" BLOB NULL
);

CREATE TABLE "Writer" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Writer" PRIMARY KEY,
    "DatabaseId" TEXT NOT NULL,
    "Holder" TEXT NOT NULL,
    "HolderName" TEXT NOT NULL,
    "LeaseUntil" INTEGER NOT NULL,
    "Batch" INTEGER NOT NULL,
    "Epoch" INTEGER NOT NULL,
    "EventNumber" INTEGER NOT NULL
);

CREATE TABLE "Rooms" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Rooms" PRIMARY KEY,
    "CategoryId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "NameKey" TEXT NOT NULL,
    "Description" TEXT NOT NULL,
    "Type" INTEGER NOT NULL,
    "Privacy" INTEGER NOT NULL,
    "Disabled" INTEGER NOT NULL,
    "InvitationsOff" INTEGER NOT NULL,
    "FirstChatId" INTEGER NOT NULL,
    "LastChatId" INTEGER NOT NULL,
    "LastAt" INTEGER NOT NULL,
    CONSTRAINT "FK_Rooms_Categories_CategoryId" FOREIGN KEY ("CategoryId") REFERENCES "Categories" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "Messages" (
    "RoomId" TEXT NOT NULL,
    "ChatId" INTEGER NOT NULL,
    "AuthorId" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    "Alert" INTEGER NOT NULL,
    "State" INTEGER NOT NULL,
    "Text" TEXT NULL,
    "Markup" TEXT NULL,
    "ClientMessageId" TEXT NULL,
    CONSTRAINT "PK_Messages" PRIMARY KEY ("RoomId", "ChatId"),
    CONSTRAINT "FK_Messages_Rooms_RoomId" FOREIGN KEY ("RoomId") REFERENCES "Rooms" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "Roles" (
    "RoomId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "Roles" INTEGER NOT NULL,
    CONSTRAINT "PK_Roles" PRIMARY KEY ("RoomId", "PersonId"),
    CONSTRAINT "FK_Roles_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Roles_Rooms_RoomId" FOREIGN KEY ("RoomId") REFERENCES "Rooms" ("Id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "IX_Categories_NameKey" ON "Categories" ("NameKey");

CREATE UNIQUE INDEX "IX_Messages_ClientMessageId_RoomId_AuthorId" ON "Messages" ("ClientMessageId", "RoomId", "AuthorId") WHERE "ClientMessageId" IS NOT NULL;

CREATE UNIQUE INDEX "IX_People_Uri" ON "People" ("Uri");

CREATE INDEX "IX_Roles_PersonId" ON "Roles" ("PersonId");

CREATE INDEX "IX_Rooms_CategoryId" ON "Rooms" ("CategoryId");

CREATE UNIQUE INDEX "IX_Rooms_NameKey" ON "Rooms" ("NameKey");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261121043952_Initial', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "ContactLists" (
    "PersonId" TEXT NOT NULL CONSTRAINT "PK_ContactLists" PRIMARY KEY,
    "Delta" INTEGER NOT NULL,
    "NextGroupId" INTEGER NOT NULL,
    CONSTRAINT "FK_ContactLists_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Containers" (
    "PersonId" TEXT NOT NULL,
    "Id" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_Containers" PRIMARY KEY ("PersonId", "Id"),
    CONSTRAINT "FK_Containers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Publications" (
    "PersonId" TEXT NOT NULL,
    "Category" TEXT NOT NULL,
    "Instance" TEXT NOT NULL,
    "Container" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Life" INTEGER NOT NULL,
    "PublishedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NULL,
    "Content" TEXT NULL,
    CONSTRAINT "PK_Publications" PRIMARY KEY ("PersonId", "Category", "Instance", "Container"),
    CONSTRAINT "FK_Publications_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Subscribers" (
    "PersonId" TEXT NOT NULL,
    "Watcher" TEXT NOT NULL,
    "Acknowledged" INTEGER NOT NULL,
    CONSTRAINT "PK_Subscribers" PRIMARY KEY ("PersonId", "Watcher"),
    CONSTRAINT "FK_Subscribers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
);

CREATE TABLE "ContactGroups" (
    "PersonId" TEXT NOT NULL,
    "Id" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "ExternalUri" TEXT NOT NULL,
    CONSTRAINT "PK_ContactGroups" PRIMARY KEY ("PersonId", "Id"),
    CONSTRAINT "FK_ContactGroups_ContactLists_PersonId" FOREIGN KEY ("PersonId") REFERENCES "ContactLists" ("PersonId") ON DELETE CASCADE
);

CREATE TABLE "Contacts" (
    "PersonId" TEXT NOT NULL,
    "Uri" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Groups" TEXT NOT NULL,
    "Subscribed" INTEGER NOT NULL,
    "ExternalUri" TEXT NOT NULL,
    CONSTRAINT "PK_Contacts" PRIMARY KEY ("PersonId", "Uri"),
    CONSTRAINT "FK_Contacts_ContactLists_PersonId" FOREIGN KEY ("PersonId") REFERENCES "ContactLists" ("PersonId") ON DELETE CASCADE
);

CREATE TABLE "ContainerMembers" (
    "PersonId" TEXT NOT NULL,
    "ContainerId" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Value" TEXT NOT NULL,
    CONSTRAINT "PK_ContainerMembers" PRIMARY KEY ("PersonId", "ContainerId", "Type", "Value"),
    CONSTRAINT "FK_ContainerMembers_Containers_PersonId_ContainerId" FOREIGN KEY ("PersonId", "ContainerId") REFERENCES "Containers" ("PersonId", "Id") ON DELETE CASCADE
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261121052406_Roaming', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "Present" (
    "RoomId" TEXT NOT NULL,
    "JoinId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    CONSTRAINT "PK_Present" PRIMARY KEY ("RoomId", "JoinId"),
    CONSTRAINT "FK_Present_Rooms_RoomId" FOREIGN KEY ("RoomId") REFERENCES "Rooms" ("Id") ON DELETE RESTRICT
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261121144442_Present', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "Writer" ADD "TermsVersion" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "Messages" ADD "Terms" TEXT NULL;

CREATE TABLE RoomNumbers (Number INTEGER PRIMARY KEY AUTOINCREMENT, RoomId TEXT NOT NULL UNIQUE);

INSERT INTO RoomNumbers (RoomId) SELECT Id FROM Rooms ORDER BY Id;

CREATE TRIGGER RoomNumberAdded AFTER INSERT ON Rooms BEGIN INSERT INTO RoomNumbers (RoomId) VALUES (new.Id); END;

CREATE TRIGGER RoomNumberRemoved AFTER DELETE ON Rooms BEGIN DELETE FROM RoomNumbers WHERE RoomId = old.Id; END;

CREATE VIRTUAL TABLE MessageTerms USING fts5(Terms, content='', detail=none, columnsize=0, tokenize='ascii');

CREATE TRIGGER MessageTermsAdded AFTER INSERT ON Messages BEGIN INSERT INTO MessageTerms (rowid, Terms) SELECT (SELECT Number << 40 FROM RoomNumbers WHERE RoomId = new.RoomId) | new.ChatId, new.Terms WHERE new.Terms <> ''; END;

CREATE TRIGGER MessageTermsChanged AFTER UPDATE OF Terms ON Messages BEGIN INSERT INTO MessageTerms (MessageTerms, rowid, Terms) SELECT 'delete', (SELECT Number << 40 FROM RoomNumbers WHERE RoomId = old.RoomId) | old.ChatId, old.Terms WHERE old.Terms <> ''; INSERT INTO MessageTerms (rowid, Terms) SELECT (SELECT Number << 40 FROM RoomNumbers WHERE RoomId = new.RoomId) | new.ChatId, new.Terms WHERE new.Terms <> ''; END;

CREATE TRIGGER MessageTermsRemoved AFTER DELETE ON Messages BEGIN INSERT INTO MessageTerms (MessageTerms, rowid, Terms) SELECT 'delete', (SELECT Number << 40 FROM RoomNumbers WHERE RoomId = old.RoomId) | old.ChatId, old.Terms WHERE old.Terms <> ''; END;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261121150810_Search', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "CategoryPrincipals" (
    "CategoryId" TEXT NOT NULL,
    "List" INTEGER NOT NULL,
    "PrincipalId" TEXT NOT NULL,
    CONSTRAINT "PK_CategoryPrincipals" PRIMARY KEY ("CategoryId", "List", "PrincipalId"),
    CONSTRAINT "FK_CategoryPrincipals_Categories_CategoryId" FOREIGN KEY ("CategoryId") REFERENCES "Categories" ("Id") ON DELETE RESTRICT
);

INSERT INTO "CategoryPrincipals" ("CategoryId", "List", "PrincipalId")
SELECT "Id", 1, '00000002-0000-4000-8000-000000000000' FROM "Categories";

CREATE TABLE "NewRoles" (
    "RoomId" TEXT NOT NULL,
    "PrincipalId" TEXT NOT NULL,
    "Roles" INTEGER NOT NULL,
    CONSTRAINT "PK_Roles" PRIMARY KEY ("RoomId", "PrincipalId"),
    CONSTRAINT "FK_Roles_Rooms_RoomId" FOREIGN KEY ("RoomId") REFERENCES "Rooms" ("Id") ON DELETE RESTRICT
);
INSERT INTO "NewRoles" ("RoomId", "PrincipalId", "Roles") SELECT "RoomId", "PersonId", "Roles" FROM "Roles";
DROP TABLE "Roles";
ALTER TABLE "NewRoles" RENAME TO "Roles";

ALTER TABLE "Rooms" ADD "AddInId" TEXT NULL;

ALTER TABLE "People" ADD "LastInvitationId" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "People" ADD "Source" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "AddIns" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_AddIns" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "NameKey" TEXT NOT NULL,
    "Url" TEXT NOT NULL
);

CREATE TABLE "Groups" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Groups" PRIMARY KEY,
    "Kind" INTEGER NOT NULL,
    "Source" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "NameKey" TEXT NOT NULL
);

CREATE TABLE "Invitations" (
    "PersonId" TEXT NOT NULL,
    "Id" INTEGER NOT NULL,
    "RoomId" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    CONSTRAINT "PK_Invitations" PRIMARY KEY ("PersonId", "Id"),
    CONSTRAINT "FK_Invitations_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Invitations_Rooms_RoomId" FOREIGN KEY ("RoomId") REFERENCES "Rooms" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "Policies" (
    "PrincipalId" TEXT NOT NULL CONSTRAINT "PK_Policies" PRIMARY KEY,
    "Enabled" INTEGER NOT NULL
);

CREATE TABLE "Preferences" (
    "PersonId" TEXT NOT NULL,
    "Label" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Content" TEXT NOT NULL,
    CONSTRAINT "PK_Preferences" PRIMARY KEY ("PersonId", "Label"),
    CONSTRAINT "FK_Preferences_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
);

CREATE TABLE "GroupMembers" (
    "GroupId" TEXT NOT NULL,
    "MemberId" TEXT NOT NULL,
    CONSTRAINT "PK_GroupMembers" PRIMARY KEY ("GroupId", "MemberId"),
    CONSTRAINT "FK_GroupMembers_Groups_GroupId" FOREIGN KEY ("GroupId") REFERENCES "Groups" ("Id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "IX_AddIns_NameKey" ON "AddIns" ("NameKey");

CREATE UNIQUE INDEX "IX_Groups_Kind_NameKey" ON "Groups" ("Kind", "NameKey");

CREATE INDEX "IX_Invitations_RoomId" ON "Invitations" ("RoomId");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261121153639_Rules', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "Tokens" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Tokens" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "NameKey" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "Role" INTEGER NOT NULL,
    "SecretHash" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "LastUsedAt" INTEGER NULL,
    CONSTRAINT "FK_Tokens_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "IX_Tokens_NameKey" ON "Tokens" ("NameKey");

CREATE INDEX "IX_Tokens_PersonId" ON "Tokens" ("PersonId");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261121165109_Tokens', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "People" ADD "Removed" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "PoolSettings" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_PoolSettings" PRIMARY KEY,
    "DefaultHistory" INTEGER NULL,
    "ParticipantUpdateLimit" INTEGER NULL,
    "MessageLength" INTEGER NULL,
    "StoryLength" INTEGER NULL
);

CREATE TABLE "Requests" (
    "Key" TEXT NOT NULL CONSTRAINT "PK_Requests" PRIMARY KEY,
    "Content" TEXT NOT NULL,
    "MadeId" TEXT NOT NULL,
    "ExpiresAt" INTEGER NOT NULL
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261121193116_Administration', '10.0.14');

COMMIT;

