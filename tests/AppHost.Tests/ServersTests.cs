using Npgsql;
using Selection.AppHost.Native;
using Selection.LocalEngine;

namespace Selection.AppHost.Tests;

public class ServersTests
{
    [Fact]
    public async Task Killed_servers_come_back_on_the_same_ports_with_the_same_data()
    {
        await using var platform = new RunningPlatform();
        _ = new Servers(platform.Builder, DataFolder.Open(platform.Builder.Configuration, platform.Builder.AppHostDirectory), ["screening"]);
        _ = platform.Start();
        await platform.UntilStateAsync("databases", InstanceState.Healthy, 60);
        await platform.UntilStateAsync("broker", InstanceState.Healthy, 60);

        var connection = platform.Builder.Configuration["ConnectionStrings:screening-database"]!;
        await ExecuteAsync(connection, "create table kept (x int); insert into kept values (42)");

        var postgres = LinuxProcesses.InSession(platform.Instance("databases").Process!.Value.Pid).Single(pid => LinuxProcesses.Name(pid) == "postgres");
        var rabbit = platform.Instance("broker").Process!.Value.Pid;
        LinuxProcesses.Signal(postgres, LinuxProcesses.SigKill);
        LinuxProcesses.Signal(rabbit, LinuxProcesses.SigKill);
        await platform.UntilAsync(() => platform.Instance("databases").Restarts == 1 && platform.Instance("broker").Restarts == 1, "both were started again");
        await platform.UntilStateAsync("databases", InstanceState.Healthy, 60);
        await platform.UntilStateAsync("broker", InstanceState.Healthy, 60);

        NpgsqlConnection.ClearAllPools();
        Assert.Equal(42, await ExecuteAsync(connection, "select x from kept"));
    }

    private static async Task<object?> ExecuteAsync(string connection, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
