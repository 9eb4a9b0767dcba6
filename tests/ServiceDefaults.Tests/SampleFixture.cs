using Selection.ServiceDefaults.Tests.SampleService;
using Selection.Testing;

namespace Selection.ServiceDefaults.Tests;

public class SampleFixture() : ServiceFixture<SampleDb, SampleDb>("sample");
