using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace Selection.Candidacies.Data.Migrations
{
    /// <inheritdoc />
    public partial class MailCopies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "mail_copies",
                table: "persons",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, defaultValue: "Waiting"),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    due_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    waiting_since = table.Column<Instant>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    sent_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => x.message_id);
                    table.ForeignKey(
                        name: "fk_mails_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "message_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mails_state_due_at",
                table: "mails",
                columns: new[] { "state", "due_at" },
                filter: "state <> 'Sent'");

            // Every message has its copy in the same statement, whoever writes it.
            migrationBuilder.Sql("""
                create function copy_to_mail() returns trigger language plpgsql as $$
                begin
                    insert into mails (message_id)
                    select n.message_id from new_messages n join persons p on p.person_id = n.person_id where p.mail_copies;
                    return null;
                end $$;
                create trigger messages_are_copied after insert on messages
                referencing new table as new_messages for each statement execute function copy_to_mail();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop trigger messages_are_copied on messages; drop function copy_to_mail()");

            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropColumn(
                name: "mail_copies",
                table: "persons");
        }
    }
}
