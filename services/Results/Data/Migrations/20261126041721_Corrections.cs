using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Selection.ServiceDefaults.Persons;

#nullable disable

namespace Selection.Results.Data.Migrations
{
    /// <inheritdoc />
    public partial class Corrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Instant>(
                name: "checked_at",
                table: "lists",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "corrects",
                table: "lists",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "decided",
                table: "lists",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "end_reason",
                table: "lists",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Instant>(
                name: "ended_at",
                table: "lists",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ended_by",
                table: "lists",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "frame",
                table: "lists",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ground",
                table: "lists",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "lists",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ruling",
                table: "lists",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "act",
                table: "list_entries",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "carried_from",
                table: "list_entries",
                type: "integer",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_list_entries_rank",
                table: "list_entries",
                sql: "(rank is not null) = (\"group\" = 'Suitable')");

            migrationBuilder.Sql("drop trigger list_entries_keeps_what_was_written on list_entries;");
            migrationBuilder.LetPersonalDataGo("list_entries", "motivation", "results", "act");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_list_entries_rank",
                table: "list_entries");

            migrationBuilder.DropColumn(
                name: "checked_at",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "corrects",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "decided",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "end_reason",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "ended_by",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "frame",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "ground",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "ruling",
                table: "lists");

            migrationBuilder.DropColumn(
                name: "act",
                table: "list_entries");

            migrationBuilder.DropColumn(
                name: "carried_from",
                table: "list_entries");
        }
    }
}
