using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Record;

/// <summary>What a service keeps about a person beside the record, under the person's key (R54, R55).</summary>
public sealed class PersonCipherTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    [Fact]
    public async Task R55_what_is_encrypted_for_a_person_is_read_again_and_never_stands_in_the_clear()
    {
        var (cipher, of) = (await CipherAsync(Guid.CreateVersion7()), Guid.CreateVersion7());
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[-1, 200]).Sample((plain, part) =>
        {
            var kept = cipher!.Encrypt(plain, of, part);
            Assert.Equal(plain, cipher.Decrypt(kept, of, part));
            if (plain.Length > 8) Assert.Equal(-1, kept.AsSpan().IndexOf(plain));
        });
    }

    [Fact]
    public async Task R55_it_is_bound_to_its_person_its_thing_and_its_place_and_altered_by_nobody()
    {
        var (cipher, other) = (await CipherAsync(Guid.CreateVersion7()), await CipherAsync(Guid.CreateVersion7()));
        var of = Guid.CreateVersion7();
        var kept = cipher!.EncryptText("een attest", of, 0);
        Assert.Equal("een attest", cipher.DecryptText(kept, of, 0));
        Assert.ThrowsAny<CryptographicException>(() => other!.Decrypt(kept, of, 0));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(kept, of, 1));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(kept, Guid.CreateVersion7(), 0));
        for (var i = 0; i < kept.Length; i++)
        {
            var altered = (byte[])kept.Clone();
            altered[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(altered, of, 0));
        }
    }

    [Fact]
    public async Task R55_who_is_forgotten_has_no_cipher_any_more_and_never_gets_a_new_one()
    {
        var person = Guid.CreateVersion7();
        var kept = (await CipherAsync(person))!.EncryptText("een attest", person, 0);
        Assert.Equal("een attest", (await CipherAsync(person))!.DecryptText(kept, person, 0));
        await using (var db = service.NewDb()) await db.ForgetPersonAsync(person, CancellationToken.None);
        Assert.Null(await CipherAsync(person));
        Assert.Null(await CipherAsync(person));
    }

    [Fact]
    public async Task R54_a_text_of_the_record_cannot_be_read_as_anything_else()
    {
        var person = Guid.CreateVersion7();
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var row = RecordRow.From(new RecordEntry("anna", "note.written", "note", person, person, PersonText: "een reden"), service.Clock.GetCurrentInstant());
        await db.EncryptTextsAsync([row], CancellationToken.None);
        var cipher = await db.CipherOfAsync(person, CancellationToken.None);
        Assert.ThrowsAny<CryptographicException>(() => cipher!.Decrypt(row.PersonText, person, 0));
        Assert.NotEqual(Encoding.UTF8.GetBytes("een reden"), row.PersonText);
    }

    private async Task<PersonCipher?> CipherAsync(Guid personId)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ServiceDbContext>().CipherOfAsync(personId, CancellationToken.None);
    }
}
