using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.Assessment.Data.Migrations
{
    /// <inheritdoc />
    public partial class Accommodations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accommodations",
                columns: table => new
                {
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key_person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    asked = table.Column<string[]>(type: "text[]", nullable: false),
                    late = table.Column<bool>(type: "boolean", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    deciding_officer = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accommodations", x => x.request_id);
                    table.ForeignKey(
                        name: "fk_accommodations_candidacies_candidacy_id",
                        column: x => x.candidacy_id,
                        principalTable: "candidacies",
                        principalColumn: "candidacy_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "document_chunks",
                columns: table => new
                {
                    document_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_chunks", x => new { x.document_version_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "exemption_claims",
                columns: table => new
                {
                    claim_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    function = table.Column<string>(type: "text", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    weighing_class = table.Column<int>(type: "integer", nullable: true),
                    level_group = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<LocalDate>(type: "date", nullable: false),
                    until = table.Column<LocalDate>(type: "date", nullable: true),
                    claimed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    motivation = table.Column<string>(type: "text", nullable: true),
                    ledger_entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawn_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exemption_claims", x => x.claim_id);
                    table.ForeignKey(
                        name: "fk_exemption_claims_candidacies_candidacy_id",
                        column: x => x.candidacy_id,
                        principalTable: "candidacies",
                        principalColumn: "candidacy_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "filed_documents",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key_person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<byte[]>(type: "bytea", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    filed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filed_documents", x => x.document_id);
                });

            migrationBuilder.CreateTable(
                name: "measures_in_force",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    measures = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_measures_in_force", x => x.candidacy_id);
                    table.ForeignKey(
                        name: "fk_measures_in_force_candidacies_candidacy_id",
                        column: x => x.candidacy_id,
                        principalTable: "candidacies",
                        principalColumn: "candidacy_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "uploads",
                columns: table => new
                {
                    document_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_uploads", x => x.document_version_id);
                });

            migrationBuilder.CreateTable(
                name: "accommodation_decisions",
                columns: table => new
                {
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    measures = table.Column<string[]>(type: "text[]", nullable: false),
                    motivation = table.Column<byte[]>(type: "bytea", nullable: true),
                    revision_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accommodation_decisions", x => new { x.request_id, x.number });
                    table.ForeignKey(
                        name: "fk_accommodation_decisions_accommodations_request_id",
                        column: x => x.request_id,
                        principalTable: "accommodations",
                        principalColumn: "request_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_accommodation_decisions_person_id",
                table: "accommodation_decisions",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_accommodations_candidacy_id_asked_at",
                table: "accommodations",
                columns: new[] { "candidacy_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_accommodations_one_open",
                table: "accommodations",
                column: "candidacy_id",
                unique: true,
                filter: "state in ('Asked', 'Taken')");

            migrationBuilder.CreateIndex(
                name: "ix_accommodations_person_id",
                table: "accommodations",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_accommodations_vacancy_id_state",
                table: "accommodations",
                columns: new[] { "vacancy_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_exemption_claims_candidacy_id_claimed_at",
                table: "exemption_claims",
                columns: new[] { "candidacy_id", "claimed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_exemption_claims_one_open",
                table: "exemption_claims",
                column: "candidacy_id",
                unique: true,
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_claims_person_id",
                table: "exemption_claims",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_claims_vacancy_id_state",
                table: "exemption_claims",
                columns: new[] { "vacancy_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_filed_documents_about_id",
                table: "filed_documents",
                column: "about_id");

            migrationBuilder.CreateIndex(
                name: "ix_filed_documents_person_id",
                table: "filed_documents",
                column: "person_id");

            migrationBuilder.MakeAppendOnly("accommodation_decisions");
            migrationBuilder.LetPersonalDataGo("accommodation_decisions", "person_id", "measures", "motivation", "revision_reason");
            migrationBuilder.FollowMerges("accommodations", "accommodation_decisions", "exemption_claims", "filed_documents");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accommodation_decisions");

            migrationBuilder.DropTable(
                name: "document_chunks");

            migrationBuilder.DropTable(
                name: "exemption_claims");

            migrationBuilder.DropTable(
                name: "filed_documents");

            migrationBuilder.DropTable(
                name: "measures_in_force");

            migrationBuilder.DropTable(
                name: "uploads");

            migrationBuilder.DropTable(
                name: "accommodations");
        }
    }
}
