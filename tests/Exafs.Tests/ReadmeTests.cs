using Exafs.Tests.Reference;

namespace Exafs.Tests;

/// <summary>What the manual shows is what the tests run.</summary>
public class ReadmeTests
{
    [Theory]
    [InlineData("exafs-scan-v1", "publish_scan.py")]
    [InlineData("exafs-quick-v1", "publish_quick.py")]
    public void Readme_PublisherInPython_IsTheOneThatTheTestsRun(string format, string file)
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "README.md"));
        string script = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "tests", "Exafs.SystemTests", "python", file));

        string[] publishers = [.. readme.Split("```python\n").Skip(1).Select(rest => rest.Split("```")[0]).Where(block => block.Contains(format))];

        Assert.Equal(script, Assert.Single(publishers));
    }
}
