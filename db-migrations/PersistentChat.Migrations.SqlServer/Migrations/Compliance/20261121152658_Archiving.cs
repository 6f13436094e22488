using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PersistentChat.Migrations.SqlServer.Migrations.Compliance
{
    /// <inheritdoc />
    public partial class Archiving : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Manifest",
                table: "Cursors",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Presence",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Adapter = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    RoomUri = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    People = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Presence", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Record_RoomUri_Epoch_Number",
                table: "Record",
                columns: new[] { "RoomUri", "Epoch", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Presence_Adapter_RoomUri",
                table: "Presence",
                columns: new[] { "Adapter", "RoomUri" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Presence");

            migrationBuilder.DropIndex(
                name: "IX_Record_RoomUri_Epoch_Number",
                table: "Record");

            migrationBuilder.DropColumn(
                name: "Manifest",
                table: "Cursors");
        }
    }
}
