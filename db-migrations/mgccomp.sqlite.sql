CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

BEGIN TRANSACTION;
CREATE TABLE "Cursors" (
    "Adapter" TEXT NOT NULL CONSTRAINT "PK_Cursors" PRIMARY KEY,
    "Epoch" INTEGER NOT NULL,
    "Number" INTEGER NOT NULL,
    "Slice" INTEGER NOT NULL,
    "Failures" INTEGER NOT NULL,
    "LastFailure" TEXT NULL,
    "NotBefore" INTEGER NULL
);

CREATE TABLE "Leases" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_Leases" PRIMARY KEY,
    "Fence" INTEGER NOT NULL,
    "Beat" INTEGER NOT NULL,
    "Holder" TEXT NULL,
    "TakenAt" INTEGER NOT NULL
);

CREATE TABLE "Record" (
    "Epoch" INTEGER NOT NULL,
    "Number" INTEGER NOT NULL,
    "Kind" INTEGER NULL,
    "At" INTEGER NOT NULL,
    "RoomUri" TEXT NULL,
    "PersonUri" TEXT NULL,
    "Event" BLOB NOT NULL,
    "Fault" TEXT NULL,
    "RepairOfEpoch" INTEGER NULL,
    "RepairOfNumber" INTEGER NULL,
    CONSTRAINT "PK_Record" PRIMARY KEY ("Epoch", "Number")
);

CREATE TABLE "Slices" (
    "Adapter" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "FirstEpoch" INTEGER NOT NULL,
    "FirstNumber" INTEGER NOT NULL,
    "LastEpoch" INTEGER NOT NULL,
    "LastNumber" INTEGER NOT NULL,
    "At" INTEGER NOT NULL,
    CONSTRAINT "PK_Slices" PRIMARY KEY ("Adapter", "Number")
);

CREATE TABLE "Transit" (
    "Epoch" INTEGER NOT NULL,
    "Number" INTEGER NOT NULL,
    CONSTRAINT "PK_Transit" PRIMARY KEY ("Epoch", "Number")
);

CREATE TABLE "Watermarks" (
    "Epoch" INTEGER NOT NULL CONSTRAINT "PK_Watermarks" PRIMARY KEY,
    "Number" INTEGER NOT NULL
);

CREATE INDEX "IX_Record_At" ON "Record" ("At");

CREATE INDEX "IX_Record_Epoch_Number" ON "Record" ("Epoch", "Number") WHERE "Fault" IS NOT NULL;

CREATE INDEX "IX_Record_PersonUri_At" ON "Record" ("PersonUri", "At");

CREATE INDEX "IX_Record_RepairOfEpoch_RepairOfNumber" ON "Record" ("RepairOfEpoch", "RepairOfNumber") WHERE "RepairOfNumber" IS NOT NULL;

CREATE INDEX "IX_Record_RoomUri_At" ON "Record" ("RoomUri", "At");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261121145039_Initial', '10.0.14');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "Cursors" ADD "Manifest" TEXT NULL;

CREATE TABLE "Presence" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Presence" PRIMARY KEY AUTOINCREMENT,
    "Adapter" TEXT NOT NULL,
    "RoomUri" TEXT NOT NULL,
    "People" BLOB NOT NULL
);

CREATE INDEX "IX_Record_RoomUri_Epoch_Number" ON "Record" ("RoomUri", "Epoch", "Number");

CREATE INDEX "IX_Presence_Adapter_RoomUri" ON "Presence" ("Adapter", "RoomUri");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261121152901_Archiving', '10.0.14');

COMMIT;

