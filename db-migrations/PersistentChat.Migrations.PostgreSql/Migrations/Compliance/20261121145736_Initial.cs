using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PersistentChat.Migrations.PostgreSql.Migrations.Compliance
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Cursors",
                columns: table => new
                {
                    Adapter = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Slice = table.Column<long>(type: "bigint", nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    LastFailure = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: true),
                    NotBefore = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cursors", x => x.Adapter);
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Fence = table.Column<long>(type: "bigint", nullable: false),
                    Beat = table.Column<long>(type: "bigint", nullable: false),
                    Holder = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    TakenAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Record",
                columns: table => new
                {
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    RoomUri = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    PersonUri = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    Event = table.Column<byte[]>(type: "bytea", nullable: false),
                    Fault = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: true),
                    RepairOfEpoch = table.Column<long>(type: "bigint", nullable: true),
                    RepairOfNumber = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Record", x => new { x.Epoch, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "Slices",
                columns: table => new
                {
                    Adapter = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    FirstEpoch = table.Column<long>(type: "bigint", nullable: false),
                    FirstNumber = table.Column<long>(type: "bigint", nullable: false),
                    LastEpoch = table.Column<long>(type: "bigint", nullable: false),
                    LastNumber = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Slices", x => new { x.Adapter, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "Transit",
                columns: table => new
                {
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Transit", x => new { x.Epoch, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "Watermarks",
                columns: table => new
                {
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Watermarks", x => x.Epoch);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Record_At",
                table: "Record",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Record_Epoch_Number",
                table: "Record",
                columns: new[] { "Epoch", "Number" },
                filter: "\"Fault\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Record_PersonUri_At",
                table: "Record",
                columns: new[] { "PersonUri", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Record_RepairOfEpoch_RepairOfNumber",
                table: "Record",
                columns: new[] { "RepairOfEpoch", "RepairOfNumber" },
                filter: "\"RepairOfNumber\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Record_RoomUri_At",
                table: "Record",
                columns: new[] { "RoomUri", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Cursors");

            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "Record");

            migrationBuilder.DropTable(
                name: "Slices");

            migrationBuilder.DropTable(
                name: "Transit");

            migrationBuilder.DropTable(
                name: "Watermarks");
        }
    }
}
