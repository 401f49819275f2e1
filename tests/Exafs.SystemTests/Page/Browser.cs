using Exafs.Tests.Reference;
using Microsoft.Playwright;

namespace Exafs.SystemTests.Page;

/// <summary>Debian's Chromium without a screen. Pictures go to artifacts/screenshots.</summary>
public sealed class Browser : IAsyncLifetime
{
    public const string Group = "browser";

    private const string Program = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Program), $"{Program} is missing: apt-get install chromium");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    /// <summary>A page of its own; what it says to the console goes into <paramref name="troubles"/> where it is an error.</summary>
    public async Task<IPage> OpenAsync(string url, List<string> troubles, ColorScheme scheme = ColorScheme.Light, int width = 1600, int height = 1240)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height }, Locale = "en-GB", TimezoneId = "Europe/Berlin" });
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        page.PageError += (_, error) => troubles.Add(error);
        page.Console += (_, said) =>
        {
            if (said.Type == "error")
                troubles.Add(said.Text);
        };
        await page.GotoAsync(url);
        return page;
    }

    /// <summary>A picture of a state, to be looked at.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        string folder = Path.Combine(RepositoryFolder.Path, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        byte[] picture = await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = false });
        Assert.True(picture.Length > 10_000, $"{name}: the picture is empty");
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}

[CollectionDefinition(Browser.Group)]
public sealed class BrowserGroup : ICollectionFixture<Browser>;
