using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ArrhythmiaVision.Tool.Tests;

/// <summary>A server on this machine that gives every request the same answer.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, byte[]> _answer;

    /// <summary>Starts it.</summary>
    /// <param name="answer">The whole answer to a request's first line, headers included.</param>
    public RawServer(Func<string, byte[]> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Its address.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>An answer that says it has so many bytes.</summary>
    public static byte[] Answer(string status, ReadOnlySpan<byte> body, long? stated = null) =>
        [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"HTTP/1.1 {status}\r\nContent-Length: {stated ?? body.Length}\r\nConnection: close\r\n\r\n")), .. body];

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                var request = new StringBuilder();
                var one = new byte[1];
                while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) == 1)
                    request.Append((char)one[0]);
                if (request.Length > 0)
                    await stream.WriteAsync(_answer(request.ToString().Split("\r\n")[0]));
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
