using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ArrhythmiaVision.Recordings.Tests;

/// <summary>A small HTTP server on the local machine that serves bytes, ranges of them, and broken connections.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public FileServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/files/"));

    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Each answer to a request for a file ends after this many bytes, as often as is said.</summary>
    public ConcurrentDictionary<string, (int Bytes, int Times)> Cuts { get; } = new();

    /// <summary>Whether ranges are answered with ranges.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>Whether to accept requests and never answer them.</summary>
    public bool Silent { get; set; }

    /// <summary>The paths asked for, with the first byte of the range if one was.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using TcpClient connection = client;
        try
        {
            NetworkStream stream = connection.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, false, 1024, leaveOpen: true);
            string path = (await reader.ReadLineAsync(_stop.Token))!.Split(' ')[1]["/files/".Length..];
            int from = 0;
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
            {
                if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                {
                    from = int.Parse(line["Range: bytes=".Length..^1], CultureInfo.InvariantCulture);
                }
            }

            Requests.Enqueue(from == 0 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}@{from}"));
            if (Silent)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            await SendAsync(stream, path, from);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    private async Task SendAsync(NetworkStream stream, string path, int from)
    {
        if (!Files.TryGetValue(path, out byte[]? content))
        {
            await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
            return;
        }

        bool range = from > 0 && KnowsRanges;
        byte[] body = range ? content[from..] : content;
        string status = range
            ? string.Create(CultureInfo.InvariantCulture, $"206 Partial Content\r\nContent-Range: bytes {from}-{content.Length - 1}/{content.Length}")
            : "200 OK";
        string head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
        int send = body.Length;
        if (Cuts.TryGetValue(path, out (int Bytes, int Times) cut) && cut.Times > 0)
        {
            Cuts[path] = cut with { Times = cut.Times - 1 };
            send = Math.Min(cut.Bytes, send);
        }

        await stream.WriteAsync(body.AsMemory(0, send), _stop.Token);
        await stream.FlushAsync(_stop.Token);
    }
}
