using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PersistentChat.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "TermsVersion",
                table: "Writer",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Terms",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            foreach (var statement in SearchIndex.Create)
            {
                migrationBuilder.Sql(statement);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var statement in SearchIndex.Drop)
            {
                migrationBuilder.Sql(statement);
            }

            migrationBuilder.DropColumn(
                name: "TermsVersion",
                table: "Writer");

            migrationBuilder.DropColumn(
                name: "Terms",
                table: "Messages");
        }
    }
}
