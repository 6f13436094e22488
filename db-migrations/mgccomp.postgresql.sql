CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE TABLE "Cursors" (
        "Adapter" character varying(256) NOT NULL,
        "Epoch" bigint NOT NULL,
        "Number" bigint NOT NULL,
        "Slice" bigint NOT NULL,
        "Failures" integer NOT NULL,
        "LastFailure" character varying(1024),
        "NotBefore" bigint,
        CONSTRAINT "PK_Cursors" PRIMARY KEY ("Adapter")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE TABLE "Leases" (
        "Name" character varying(256) NOT NULL,
        "Fence" bigint NOT NULL,
        "Beat" bigint NOT NULL,
        "Holder" character varying(256),
        "TakenAt" bigint NOT NULL,
        CONSTRAINT "PK_Leases" PRIMARY KEY ("Name")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE TABLE "Record" (
        "Epoch" bigint NOT NULL,
        "Number" bigint NOT NULL,
        "Kind" integer,
        "At" bigint NOT NULL,
        "RoomUri" character varying(512),
        "PersonUri" character varying(512),
        "Event" bytea NOT NULL,
        "Fault" character varying(1024),
        "RepairOfEpoch" bigint,
        "RepairOfNumber" bigint,
        CONSTRAINT "PK_Record" PRIMARY KEY ("Epoch", "Number")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE TABLE "Slices" (
        "Adapter" character varying(256) NOT NULL,
        "Number" bigint NOT NULL,
        "FirstEpoch" bigint NOT NULL,
        "FirstNumber" bigint NOT NULL,
        "LastEpoch" bigint NOT NULL,
        "LastNumber" bigint NOT NULL,
        "At" bigint NOT NULL,
        CONSTRAINT "PK_Slices" PRIMARY KEY ("Adapter", "Number")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE TABLE "Transit" (
        "Epoch" bigint NOT NULL,
        "Number" bigint NOT NULL,
        CONSTRAINT "PK_Transit" PRIMARY KEY ("Epoch", "Number")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE TABLE "Watermarks" (
        "Epoch" bigint NOT NULL,
        "Number" bigint NOT NULL,
        CONSTRAINT "PK_Watermarks" PRIMARY KEY ("Epoch")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE INDEX "IX_Record_At" ON "Record" ("At");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE INDEX "IX_Record_Epoch_Number" ON "Record" ("Epoch", "Number") WHERE "Fault" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE INDEX "IX_Record_PersonUri_At" ON "Record" ("PersonUri", "At");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE INDEX "IX_Record_RepairOfEpoch_RepairOfNumber" ON "Record" ("RepairOfEpoch", "RepairOfNumber") WHERE "RepairOfNumber" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    CREATE INDEX "IX_Record_RoomUri_At" ON "Record" ("RoomUri", "At");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121145736_Initial') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261121145736_Initial', '10.0.14');
    END IF;
END $EF$;
COMMIT;

