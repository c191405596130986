using System.Text;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Reporting.Tests;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Browser.Tests;

/// <summary>Reports as a person meets them.</summary>
public sealed class ReportInBrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arrhythmia-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("usual", 1200, false)]
    [InlineData("usual", 360, true)]
    [InlineData("empty", 360, false)]
    [InlineData("flat", 1200, true)]
    public async Task ThePageHasNoErrorAsksForNothingAndFits(string name, int width, bool dark)
    {
        await using var browser = await Chromium.StartAsync();
        string file = Write(name);
        await browser.ShowAsync(file, width, 800, dark);
        Assert.True((await browser.ValueAsync("document.documentElement.classList.contains('js')"))!.GetValue<bool>());
        Assert.True((await browser.ValueAsync("document.documentElement.scrollWidth"))!.GetValue<int>() <= width, "the page scrolls sideways");
        Assert.Equal([new Uri(file).AbsoluteUri], browser.Requests.Where(request => request != "about:blank"));
        Assert.Empty(browser.Errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WordsStandOutFromWhatIsBehindThem(bool dark)
    {
        await using var browser = await Chromium.StartAsync();
        await browser.ShowAsync(Write("usual"), 1200, 800, dark);

        // WCAG 2.2, relative luminance and contrast: 4.5 for text.
        var faint = await browser.ValueAsync("""
            (() => {
              const parse = text => text.match(/[\d.]+/g).map(Number);
              const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = element => { for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
              const faint = [];
              for (const element of document.querySelectorAll('body *:not(script):not(svg *)')) {
                if (![...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) || !element.getClientRects().length) continue;
                const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(behind(element))];
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < 4.5) faint.push(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
              }
              return [...new Set(faint)].join('; ');
            })()
            """);
        Assert.Equal("", faint!.GetValue<string>());
    }

    [Fact]
    public async Task ARowOpensOnPaperByPointerAndByKeys()
    {
        await using var browser = await Chromium.StartAsync();
        await browser.ShowAsync(Write("usual"), 1200, 800);
        Assert.Equal(6, (await browser.ValueAsync("document.querySelectorAll('#rows > .row').length"))!.GetValue<int>());
        Assert.Equal(0, (await browser.ValueAsync("[...document.querySelectorAll('#rows > .row')].filter(row => !row.querySelector('path')).length"))!.GetValue<int>());

        await browser.PointAsync("#r2 .trace", press: false);
        await browser.UntilAsync("document.querySelector('#r2 .tip')?.textContent.match(/^[NSVF] at 0:2\\d/)");
        await browser.PointAsync("#r2 .trace", press: true);
        await browser.UntilAsync("document.getElementById('zoom').open && document.querySelector('#zoom-paper path:not(.cal)')?.getAttribute('d').length > 500");
        string first = (await browser.ValueAsync("document.getElementById('zoom-h').textContent"))!.GetValue<string>();
        await browser.PressAsync("ArrowRight", 39);
        await browser.UntilAsync($"document.getElementById('zoom-h').textContent !== '{first}'");
        await browser.PressAsync("n", 78, "n");
        await browser.UntilAsync("/[SV] at 0:\\d\\d/.test(document.getElementById('zoom-text').textContent)");
        await browser.PressAsync("Escape", 27);
        await browser.UntilAsync("!document.getElementById('zoom').open");

        await browser.ValueAsync("document.getElementById('r2').focus()");
        await browser.PressAsync("ArrowDown", 40);
        await browser.UntilAsync("document.activeElement.id === 'r3'");
        Assert.Equal(1, (await browser.ValueAsync("[...document.querySelectorAll('#rows > .row')].filter(row => row.tabIndex === 0).length"))!.GetValue<int>());
        await browser.PressAsync("Enter", 13, "\r");
        await browser.UntilAsync("document.getElementById('zoom').open && /0:30/.test(document.getElementById('zoom-h').textContent)");
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task TheHeartRateIsToldByPointerAndByKeys()
    {
        await using var browser = await Chromium.StartAsync();
        await browser.ShowAsync(Write("usual"), 1200, 800);
        await browser.PointAsync("#trend svg", press: false);
        await browser.UntilAsync("/^From 0:(25|30): mean \\d+ a minute/.test(document.querySelector('#trend .readout').textContent)");
        string before = (await browser.ValueAsync("document.querySelector('#trend .readout').textContent"))!.GetValue<string>();
        await browser.ValueAsync("document.querySelector('#trend svg').focus()");
        await browser.PressAsync("ArrowLeft", 37);
        await browser.UntilAsync($"/^From 0:2[05]: mean/.test(document.querySelector('#trend .readout').textContent) && document.querySelector('#trend .readout').textContent !== '{before}'");
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task WithoutAScriptEverythingIsSaidAndPlacesAreLedTo()
    {
        await using var browser = await Chromium.StartAsync();
        await browser.ShowAsync(Write("usual"), 1200, 800, scripts: false);
        Assert.Equal("none", (await browser.ValueAsync("getComputedStyle(document.querySelector('.script')).display"))!.GetValue<string>());
        Assert.Equal(0, (await browser.ValueAsync("[...document.querySelectorAll('a.t')].filter(link => !document.querySelector(link.getAttribute('href'))).length"))!.GetValue<int>());
        Assert.True((await browser.ValueAsync("document.querySelectorAll('figure.paper svg').length"))!.GetValue<int>() > 2);
    }

    [Fact]
    public async Task ItPrintsAndSaysSyntheticOnPaper()
    {
        await using var browser = await Chromium.StartAsync();
        await browser.ShowAsync(Write("usual"), 1200, 800, dark: true);
        byte[] printed = await browser.PrintAsync();
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(printed, 0, 4), StringComparison.Ordinal);
        Assert.Equal("none", (await browser.ValueAsync("getComputedStyle(document.querySelector('.watermark')).display"))!.GetValue<string>());
        Assert.Empty(browser.Errors);
    }

    private string Write(string name)
    {
        var report = name switch
        {
            "empty" => Reports.Of([0.1f], []),
            "flat" => Reports.Of(new float[36000], []),
            _ => Reports.Of(60, episodes: [new(SyntheticEpisodeKind.LeadOff, 50, 4)]) with { IsSynthetic = true, Warnings = ["Made for a test."] },
        };
        Assert.True(name != "usual" || report.Beats.Any(beat => beat.Class == AamiClass.V));
        string file = Path.Combine(_folder, "report.html");
        report.Save(file);
        return file;
    }
}
