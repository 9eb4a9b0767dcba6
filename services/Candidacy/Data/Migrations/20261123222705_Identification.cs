using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace Selection.Candidacies.Data.Migrations
{
    /// <inheritdoc />
    public partial class Identification : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "merged_into",
                table: "persons",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "name_key",
                table: "persons",
                type: "text",
                nullable: false,
                defaultValueSql: "''");

            migrationBuilder.CreateTable(
                name: "identifications",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    told_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    document_type = table.Column<string>(type: "text", nullable: true),
                    country = table.Column<string>(type: "text", nullable: true),
                    document_number = table.Column<byte[]>(type: "bytea", nullable: true),
                    document_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    birth_date = table.Column<LocalDate>(type: "date", nullable: true),
                    seen_on = table.Column<LocalDate>(type: "date", nullable: true),
                    identified_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identifications", x => x.person_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_persons_name_key",
                table: "persons",
                column: "name_key");

            migrationBuilder.CreateIndex(
                name: "ix_identifications_document_hash",
                table: "identifications",
                column: "document_hash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identifications");

            migrationBuilder.DropIndex(
                name: "ix_persons_name_key",
                table: "persons");

            migrationBuilder.DropColumn(
                name: "merged_into",
                table: "persons");

            migrationBuilder.DropColumn(
                name: "name_key",
                table: "persons");
        }
    }
}
