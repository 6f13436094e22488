using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Tests.World;

/// <summary>
/// Runs a fixture once on every database engine that is there; its tests say nothing of it. SQL Server is there only where
/// somebody names one (<see cref="SqlServer"/>): there is none that could be started by the tests.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class EveryEngineAttribute(params object[] arguments) : NUnitAttribute, IFixtureBuilder
{
    private const string Property = "Engine";

    /// <summary>Only those that are a server of their own.</summary>
    public bool ServersOnly { get; init; }

    /// <summary>The engine of the fixture that runs now; SQLite where nobody asked for every one.</summary>
    public static StoreProvider Current
    {
        get
        {
            ITest? test = TestExecutionContext.CurrentContext.CurrentTest;
            while (test is not null)
            {
                if (test.Properties.Get(Property) is StoreProvider engine)
                {
                    return engine;
                }

                test = test.Parent;
            }

            return StoreProvider.Sqlite;
        }
    }

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo)
    {
        foreach (var engine in There())
        {
            foreach (var fixture in new TestFixtureAttribute(arguments) { TypeArgs = [] }.BuildFrom(typeInfo))
            {
                fixture.Properties.Set(Property, engine);
                Rename(fixture, engine);
                yield return fixture;
            }
        }
    }

    private IEnumerable<StoreProvider> There()
    {
        if (!ServersOnly)
        {
            yield return StoreProvider.Sqlite;
        }

        yield return StoreProvider.PostgreSql;
        if (SqlServer.IsThere)
        {
            yield return StoreProvider.SqlServer;
        }
    }

    // Two tests of one name would be one to whoever filters or counts.
    private static void Rename(Test test, StoreProvider engine)
    {
        test.FullName = $"{test.FullName}({engine})";
        if (test is ParameterizedMethodSuite || test is TestFixture)
        {
            foreach (var child in test.Tests.Cast<Test>())
            {
                Rename(child, engine);
            }
        }
        else
        {
            test.Name = $"{test.Name}({engine})";
        }
    }
}
