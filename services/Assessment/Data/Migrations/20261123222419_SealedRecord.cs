using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.Assessment.Data.Migrations
{
    /// <inheritdoc />
    public partial class SealedRecord : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "person_text",
                table: "record",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "person_keys",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_keys", x => x.person_id);
                });

            migrationBuilder.CreateTable(
                name: "record_seals",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    record_id = table.Column<long>(type: "bigint", nullable: false),
                    format = table.Column<short>(type: "smallint", nullable: false),
                    sealed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_seals", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "record_unsealed",
                columns: table => new
                {
                    record_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_unsealed", x => x.record_id);
                });

            migrationBuilder.CreateTable(
                name: "record_witnesses",
                columns: table => new
                {
                    service = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    told_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_witnesses", x => new { x.service, x.number, x.hash });
                });

            migrationBuilder.CreateIndex(
                name: "ix_record_at",
                table: "record",
                column: "at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_record_seals_record_id",
                table: "record_seals",
                column: "record_id",
                unique: true);

            migrationBuilder.SealRecord();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.UnsealRecord();

            migrationBuilder.DropTable(
                name: "person_keys");

            migrationBuilder.DropTable(
                name: "record_seals");

            migrationBuilder.DropTable(
                name: "record_unsealed");

            migrationBuilder.DropTable(
                name: "record_witnesses");

            migrationBuilder.DropIndex(
                name: "ix_record_at",
                table: "record");

            migrationBuilder.DropColumn(
                name: "person_text",
                table: "record");
        }
    }
}
