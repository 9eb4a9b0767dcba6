using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Selection.Results.Data.Migrations
{
    /// <inheritdoc />
    public partial class PersonLanguage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "language",
                table: "persons");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "persons",
                type: "text",
                nullable: false,
                defaultValue: "");
        }
    }
}
