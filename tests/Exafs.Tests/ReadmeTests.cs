using Exafs.Tests.Reference;

namespace Exafs.Tests;

/// <summary>What the manual shows is what the tests run.</summary>
public class ReadmeTests
{
    [Fact]
    public void Readme_PublisherInPython_IsTheOneThatTheTestsRun()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "README.md"));
        string script = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "tests", "Exafs.SystemTests", "python", "publish_scan.py"));

        string[] publishers = [.. readme.Split("```python\n").Skip(1).Select(rest => rest.Split("```")[0]).Where(block => block.Contains("exafs-scan-v1"))];

        Assert.Equal(script, Assert.Single(publishers));
    }
}
