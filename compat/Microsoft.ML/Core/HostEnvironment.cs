namespace Microsoft.ML.Runtime;

/// <summary>The environment behind an <see cref="MLContext"/>, and of each component registered in it.</summary>
internal sealed class HostEnvironment : IHost
{
    private readonly HostEnvironment? _parent;
    private readonly Action<string, ChannelMessage> _dispatch;
    private readonly Lock _registering = new();

    public HostEnvironment(int? seed, Action<string, ChannelMessage> dispatch)
    {
        Seed = seed;
        _dispatch = dispatch;
        ComponentCatalog = new ComponentCatalog();
        Rand = seed is int s ? new Random(s) : new Random();
    }

    private HostEnvironment(HostEnvironment parent, string name, int seed)
    {
        _parent = parent;
        _dispatch = parent._dispatch;
        Seed = parent.Seed;
        ComponentCatalog = parent.ComponentCatalog;
        Rand = new Random(seed);
        // ML.NET names a component after its grandparent, so what a catalog starts bears the component's own name only.
        string? grandparent = parent._parent?.FullName;
        FullName = string.IsNullOrEmpty(grandparent) ? name : $"{grandparent}; {name}";
    }

    public int? Seed { get; }

    public string FullName { get; } = "";

    public ComponentCatalog ComponentCatalog { get; }

    public Random Rand { get; }

    public string? ContextDescription => FullName;

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.CheckNonEmpty(name);
        // The order of registration alone decides what a component draws; the lock keeps the generator whole.
        lock (_registering)
            return new HostEnvironment(this, name, seed ?? Rand.Next());
    }

    public IChannel Start(string name)
    {
        Contracts.CheckNonEmpty(name);
        return new Channel(FullName.Length == 0 ? name : $"{FullName}; {name}", _dispatch);
    }

    public IPipe<TMessage> StartPipe<TMessage>(string name) => new Pipe<TMessage>();

    public IProgressChannel StartProgressChannel(string name) => SilentProgress.Instance;

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    // Only channel messages have listeners, so any other message ends here.
    private sealed class Pipe<TMessage> : IPipe<TMessage>
    {
        public string? ContextDescription => null;

        public void Send(TMessage msg)
        {
        }

        public TException Process<TException>(TException ex)
            where TException : Exception => ex;

        public void Dispose()
        {
        }
    }

    // ML.NET keeps progress apart from the log, and nothing public listens to it.
    private sealed class SilentProgress : IProgressChannel
    {
        public static readonly SilentProgress Instance = new();

        public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
        {
        }

        public void Checkpoint(params double?[] values)
        {
        }

        public IProgressChannel StartProgressChannel(string name) => this;

        public void Dispose()
        {
        }
    }
}
