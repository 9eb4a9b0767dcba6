using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Selection.Contracts.Assessment.V1;
using Xunit;

namespace Selection.Assessment.Tests.Features;

/// <summary>The service as it is deployed.</summary>
public sealed class DeployedFixture : AssessmentFixture
{
    protected override string EnvironmentName => "Production";
}

/// <summary>What a vendor's tools find at the door: the service describes itself to developers only, and tells its health to everybody.</summary>
public sealed class VendorToolingTests(AssessmentFixture developing, DeployedFixture deployed) : IClassFixture<AssessmentFixture>, IClassFixture<DeployedFixture>
{
    [Fact]
    public async Task R35_the_contract_is_described_in_development_only()
    {
        Assert.Contains("selection.assessment.v1.ScoreIngestion", await ServicesAsync(developing));
        var refused = await Assert.ThrowsAsync<RpcException>(() => ServicesAsync(deployed));
        Assert.Contains(refused.StatusCode, new[] { StatusCode.Unimplemented, StatusCode.PermissionDenied, StatusCode.Unauthenticated });
    }

    [Fact]
    public async Task Health_is_told_without_a_token_and_calls_are_served_with_one_wherever_it_runs()
    {
        foreach (var service in new[] { developing, deployed })
        {
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(service.Channel()).CheckAsync(new HealthCheckRequest())).Status);
            Assert.Empty((await service.Vendor("nobody").ListSessionsAsync(new ListSessionsRequest())).Sessions);
        }
    }

    private static async Task<IReadOnlyList<string>> ServicesAsync(AssessmentFixture service)
    {
        using var call = new ServerReflection.ServerReflectionClient(service.Channel()).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return [.. call.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name)];
    }
}
