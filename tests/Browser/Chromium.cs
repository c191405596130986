using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArrhythmiaVision.Browser.Tests;

/// <summary>One page in a headless Chromium, driven by the DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Variable = "ARRHYTHMIAVISION_CHROMIUM";
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly List<string> _errors = [];
    private readonly List<string> _requests = [];
    private int _last;

    private Chromium(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>Errors of the console, and exceptions of scripts.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The addresses that the page asked for.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>Starts a browser, or skips the test where there is none.</summary>
    public static async Task<Chromium> StartAsync()
    {
        string? program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).SelectMany(folder => s_names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (program is null)
            Assert.Skip($"There is no Chromium on this machine: install the package 'chromium', or set {Variable} to the program.");
        string profile = Directory.CreateTempSubdirectory("arrhythmia-browser-").FullName;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        const string Mark = "DevTools listening on ";
        string? line;
        while ((line = await process.StandardError.ReadLineAsync()) is not null && !line.StartsWith(Mark, StringComparison.Ordinal))
        {
        }

        Assert.True(line is not null, $"{program} ended before it could be driven.");

        // What it goes on to say must be read, lest it wait for that.
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var browser = new Chromium(process, profile);
        using var http = new HttpClient();
        using var made = await http.PutAsync(new Uri($"http://{new Uri(line![Mark.Length..]).Authority}/json/new?about:blank"), null);
        var target = await made.Content.ReadFromJsonAsync<JsonElement>();
        await browser._socket.ConnectAsync(new Uri(target.GetProperty("webSocketDebuggerUrl").GetString()!), default);
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
            await browser.SendAsync($"{domain}.enable");

        // Keys and the pointer go to the page in front.
        await browser.SendAsync("Page.bringToFront");
        return browser;
    }

    /// <summary>Shows a file on a screen.</summary>
    public async Task ShowAsync(string file, int width, int height, bool dark = false, bool scripts = true)
    {
        await SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await SendAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) });
        await SendAsync("Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = !scripts });
        await SendAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        await UntilAsync("location.protocol === 'file:' && document.readyState === 'complete'");
    }

    /// <summary>The value of an expression.</summary>
    public async Task<JsonNode?> ValueAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{expression}: {answer["exceptionDetails"]?.ToJsonString()}");
        return answer["result"]!["value"]?.DeepClone();
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task UntilAsync(string expression)
    {
        for (int tries = 0; tries < 1200; tries++)
        {
            if ((await ValueAsync($"!!({expression})"))!.GetValue<bool>())
                return;
            await Task.Delay(50);
        }

        Assert.Fail($"It never came to this: {expression}");
    }

    /// <summary>Presses a key.</summary>
    public async Task PressAsync(string key, int code, string? text = null)
    {
        foreach (string kind in (string[])[text is null ? "rawKeyDown" : "keyDown", "keyUp"])
        {
            var press = new JsonObject { ["type"] = kind, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
            if (text is not null && kind == "keyDown")
                press["text"] = text;
            await SendAsync("Input.dispatchKeyEvent", press);
        }
    }

    /// <summary>Moves the pointer to the middle of an element, and presses it if asked to.</summary>
    public async Task PointAsync(string selector, bool press)
    {
        var place = await ValueAsync($"(() => {{ const e = document.querySelector({JsonSerializer.Serialize(selector)}); e.scrollIntoView({{ block: 'center', behavior: 'instant' }}); const b = e.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; }})()");
        foreach (string kind in press ? (string[])["mouseMoved", "mousePressed", "mouseReleased"] : ["mouseMoved"])
        {
            await SendAsync("Input.dispatchMouseEvent", new JsonObject
            {
                ["type"] = kind, ["x"] = place![0]!.DeepClone(), ["y"] = place[1]!.DeepClone(), ["button"] = kind == "mouseMoved" ? "none" : "left", ["clickCount"] = kind == "mouseMoved" ? 0 : 1,
            });
        }
    }

    /// <summary>The page as printed, PDF.</summary>
    public async Task<byte[]> PrintAsync() => Convert.FromBase64String((await SendAsync("Page.printToPDF", new JsonObject { ["preferCSSPageSize"] = false }))["data"]!.GetValue<string>());

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child may still write there; the system clears its temporary folder.
        }
    }

    private async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null)
    {
        int id = ++_last;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, default);
        while (true)
        {
            var answer = await ReceiveAsync();
            if (answer["id"]?.GetValue<int>() == id)
            {
                Assert.True(answer["error"] is null, $"{method}: {answer["error"]?.ToJsonString()}");
                return answer["result"]!;
            }

            Note(answer);
        }
    }

    private void Note(JsonNode happening)
    {
        var what = happening["params"];
        switch (happening["method"]?.GetValue<string>())
        {
            case "Runtime.exceptionThrown":
                _errors.Add(what!["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when what!["type"]!.GetValue<string>() is "error" or "warning" or "assert":
                _errors.Add(what.ToJsonString());
                break;
            case "Log.entryAdded" when what!["entry"]!["level"]!.GetValue<string>() is "error" or "warning":
                _errors.Add(what.ToJsonString());
                break;
            case "Network.requestWillBeSent":
                _requests.Add(what!["request"]!["url"]!.GetValue<string>());
                break;
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, default);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }
}
