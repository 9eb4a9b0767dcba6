using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace Selection.Candidacies.Data.Migrations
{
    /// <inheritdoc />
    public partial class CvAndDocumentVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_document_versions_document_id",
                table: "document_versions");

            migrationBuilder.AddColumn<string>(
                name: "address",
                table: "persons",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "telephone",
                table: "persons",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "entry_id",
                table: "documents",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "documents",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "content_of",
                table: "document_versions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "number",
                table: "document_versions",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "provenance",
                table: "document_versions",
                type: "jsonb",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "cv_diplomas",
                columns: table => new
                {
                    diploma_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    added_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cv_diplomas", x => x.diploma_id);
                });

            migrationBuilder.CreateTable(
                name: "cv_work_experiences",
                columns: table => new
                {
                    work_experience_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    employer = table.Column<string>(type: "text", nullable: false),
                    function = table.Column<string>(type: "text", nullable: false),
                    begin = table.Column<LocalDate>(type: "date", nullable: false),
                    end = table.Column<LocalDate>(type: "date", nullable: true),
                    is_current = table.Column<bool>(type: "boolean", nullable: false),
                    statutory_federal = table.Column<bool>(type: "boolean", nullable: false),
                    currently_federal = table.Column<bool>(type: "boolean", nullable: false),
                    added_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cv_work_experiences", x => x.work_experience_id);
                });

            // The contents there are get their numbers, in the order they came.
            migrationBuilder.Sql("""
                update document_versions v set number = n.number
                from (select document_version_id, row_number() over (partition by document_id order by uploaded_at, document_version_id) as number from document_versions) n
                where v.document_version_id = n.document_version_id;
                update documents d set version = coalesce((select max(v.number) from document_versions v where v.document_id = d.document_id), 1);
                """);

            migrationBuilder.CreateIndex(
                name: "ix_document_versions_document_id_number",
                table: "document_versions",
                columns: new[] { "document_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cv_diplomas_person_id",
                table: "cv_diplomas",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_cv_work_experiences_person_id",
                table: "cv_work_experiences",
                column: "person_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cv_diplomas");

            migrationBuilder.DropTable(
                name: "cv_work_experiences");

            migrationBuilder.DropIndex(
                name: "ix_document_versions_document_id_number",
                table: "document_versions");

            migrationBuilder.DropColumn(
                name: "address",
                table: "persons");

            migrationBuilder.DropColumn(
                name: "telephone",
                table: "persons");

            migrationBuilder.DropColumn(
                name: "entry_id",
                table: "documents");

            migrationBuilder.DropColumn(
                name: "version",
                table: "documents");

            migrationBuilder.DropColumn(
                name: "content_of",
                table: "document_versions");

            migrationBuilder.DropColumn(
                name: "number",
                table: "document_versions");

            migrationBuilder.DropColumn(
                name: "provenance",
                table: "document_versions");

            migrationBuilder.CreateIndex(
                name: "ix_document_versions_document_id",
                table: "document_versions",
                column: "document_id");
        }
    }
}
