using System.Collections;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Transformers applied one after the other. Without a scope, those of the scoring scope are applied.</summary>
public sealed class TransformerChain<TLastTransformer> : ITransformer, ITransformerChain, IEnumerable<ITransformer>, IDisposable
    where TLastTransformer : class, ITransformer
{
    private readonly ITransformer[] _transformers;
    private readonly TransformerScope[] _scopes;
    private bool _disposed;

    public readonly TLastTransformer LastTransformer;

    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        _transformers = transformers?.ToArray() ?? [];
        _scopes = scopes?.ToArray() ?? [];
        LastTransformer = (_transformers.LastOrDefault() as TLastTransformer)!;
        Contracts.Check(_transformers.Length == 0 || LastTransformer != null);
        Contracts.Check(_transformers.Length == _scopes.Length);
    }

    public TransformerChain(params ITransformer[] transformers)
        : this(transformers, (transformers ?? []).Select(_ => TransformerScope.Everything))
    {
    }

    bool ITransformer.IsRowToRowMapper => _transformers.All(t => t.IsRowToRowMapper);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetOutputSchema(inputSchema, TransformerScope.Scoring);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema, TransformerScope scope)
    {
        Contracts.CheckValue(inputSchema);
        return InScope(scope).Aggregate(inputSchema, (schema, step) => step.Transformer.GetOutputSchema(schema));
    }

    public IDataView Transform(IDataView input) => Transform(input, TransformerScope.Scoring);

    public IDataView Transform(IDataView input, TransformerScope scope)
    {
        Contracts.CheckValue(input);
        // All schemas are tried before anything is transformed, so that what does not fit fails first.
        GetOutputSchema(input.Schema, scope);
        return InScope(scope).Aggregate(input, (view, step) => step.Transformer.Transform(view));
    }

    public TransformerChain<ITransformer> GetModelFor(TransformerScope scopeFilter)
    {
        var steps = InScope(scopeFilter).ToArray();
        return new TransformerChain<ITransformer>(steps.Select(s => s.Transformer), steps.Select(s => s.Scope));
    }

    public TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer, TransformerScope scope = TransformerScope.Everything)
        where TNewLast : class, ITransformer
    {
        Contracts.CheckValue(transformer);
        return new TransformerChain<TNewLast>([.. _transformers, transformer], [.. _scopes, scope]);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema);
        Contracts.Check(((ITransformer)this).IsRowToRowMapper, "GetRowToRowMapper method called despite IsRowToRowMapper being false.");
        var mappers = new IRowToRowMapper[_transformers.Length];
        for (int i = 0; i < mappers.Length; i++)
            mappers[i] = _transformers[i].GetRowToRowMapper(i == 0 ? inputSchema : mappers[i - 1].OutputSchema);
        return new ChainMapper(inputSchema, mappers);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(TransformerChain.Version);
        ctx.Writer.Write(_transformers.Length);
        for (int i = 0; i < _transformers.Length; i++)
        {
            ctx.Writer.Write((int)_scopes[i]);
            ctx.SaveModel(_transformers[i], TransformerChain.FolderOf(i));
        }
    }

    public IEnumerator<ITransformer> GetEnumerator() => ((IEnumerable<ITransformer>)_transformers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var transformer in _transformers)
            (transformer as IDisposable)?.Dispose();
    }

    private IEnumerable<(ITransformer Transformer, TransformerScope Scope)> InScope(TransformerScope scope)
        => _transformers.Zip(_scopes).Where(s => (s.Second & scope) != TransformerScope.None);
}

/// <summary>A chain, whatever the type of its last transformer.</summary>
internal interface ITransformerChain
{
    IDataView Transform(IDataView input, TransformerScope scope);
}

internal static class TransformerChain
{
    public const string LoaderSignature = "TransformerChain";

    public static readonly VersionInfo Version = new("XF CHAIN", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    public static string FolderOf(int index) => $"Transform_{index:000}";

    public static TransformerChain<ITransformer> Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        var transformers = new ITransformer[ctx.LoadCount(sizeof(int))];
        var scopes = new TransformerScope[transformers.Length];
        for (int i = 0; i < transformers.Length; i++)
        {
            scopes[i] = (TransformerScope)ctx.Reader.ReadInt32();
            ctx.LoadModel<ITransformer, SignatureLoadModel>(env, out transformers[i], FolderOf(i));
        }
        return new TransformerChain<ITransformer>(transformers, scopes);
    }
}
