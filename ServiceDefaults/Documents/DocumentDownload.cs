using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Selection.ServiceDefaults.Documents;

/// <summary>Sends a content back.</summary>
public static class DocumentDownload
{
    /// <summary>A content, or a range of it, as an attachment that is neither run, nor shown as part of a page, nor kept on the way.</summary>
    /// <param name="response">The answer it goes into.</param>
    /// <param name="content">The content.</param>
    /// <param name="format">What it is.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="sha256">Its hash, which is its ETag.</param>
    public static FileStreamHttpResult Of(HttpResponse response, ContentStream content, FileFormat format, string fileName, string sha256)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(content, format.MediaType(), fileName, entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }
}
