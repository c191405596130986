using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Saving, loading and using models.</summary>
public sealed class ModelOperationsCatalog
{
    private const string SchemaEntry = "Schema";

    private readonly IHostEnvironment _env;

    internal ModelOperationsCatalog(IHostEnvironment env) => _env = env;

    public void Save(ITransformer model, DataViewSchema? inputSchema, Stream stream)
    {
        Contracts.CheckValue(stream);
        ToZip(model, inputSchema).WriteTo(stream);
    }

    public void Save(ITransformer model, DataViewSchema? inputSchema, string filePath)
    {
        Contracts.CheckNonEmpty(filePath);
        var zip = ToZip(model, inputSchema);
        // Written beside and renamed, so that a file of that name is always a whole model.
        string temporary = $"{Path.GetFullPath(filePath)}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = File.Create(temporary))
                zip.WriteTo(stream);
            File.Move(temporary, filePath, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        Contracts.CheckValue(stream);
        using var zip = new ModelZipReader(stream);
        inputSchema = ReadSchema(zip)!;
        ModelLoadContext.LoadModel<ITransformer, SignatureLoadModel>(_env, out var model, zip, TransformerChain.LoaderSignature);
        return model;
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        Contracts.CheckNonEmpty(filePath);
        using var stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        ITransformer transformer, bool ignoreMissingColumns = true, SchemaDefinition? inputSchemaDefinition = null, SchemaDefinition? outputSchemaDefinition = null)
        where TSrc : class
        where TDst : class, new()
        => CreatePredictionEngine<TSrc, TDst>(transformer, new PredictionEngineOptions
        {
            IgnoreMissingColumns = ignoreMissingColumns,
            InputSchemaDefinition = inputSchemaDefinition,
            OutputSchemaDefinition = outputSchemaDefinition,
        });

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class
        where TDst : class, new()
    {
        Contracts.CheckValue(inputSchema);
        return CreatePredictionEngine<TSrc, TDst>(transformer, new PredictionEngineOptions
        {
            IgnoreMissingColumns = false,
            InputSchemaDefinition = RowMembers.Define(typeof(TSrc), inputSchema),
        });
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, PredictionEngineOptions options)
        where TSrc : class
        where TDst : class, new()
    {
        Contracts.CheckValue(transformer);
        Contracts.CheckValue(options);
        return new PredictionEngine<TSrc, TDst>(transformer, options);
    }

    private static ModelZipWriter ToZip(ITransformer model, DataViewSchema? inputSchema)
    {
        Contracts.CheckValue(model);
        var zip = new ModelZipWriter();
        ModelSaveContext.SaveModel(zip, model, TransformerChain.LoaderSignature);
        if (inputSchema != null)
            WriteSchema(zip, inputSchema);
        return zip;
    }

    private static void WriteSchema(ModelZipWriter zip, DataViewSchema schema)
    {
        using var entry = new MemoryStream();
        using var writer = new BinaryWriter(entry);
        writer.Write(schema.Count);
        foreach (var column in schema)
        {
            writer.Write(column.Name);
            ValueCodec.WriteType(writer, column.Type);
            ValueCodec.WriteAnnotations(writer, column.Annotations);
        }
        writer.Flush();
        zip.Add(SchemaEntry, entry);
    }

    private static DataViewSchema? ReadSchema(ModelZipReader zip)
    {
        using var entry = zip.OpenOrNull(SchemaEntry);
        if (entry == null)
            return null;
        using var reader = new BinaryReader(entry);
        try
        {
            var builder = new DataViewSchema.Builder();
            int count = ModelLoadContext.LoadCount(reader);
            for (int i = 0; i < count; i++)
            {
                string name = reader.ReadString();
                Contracts.CheckDecode(name.Length > 0, "Corrupt model file: a column has no name");
                builder.AddColumn(name, ValueCodec.ReadType(reader), ValueCodec.ReadAnnotations(reader));
            }
            return builder.ToSchema();
        }
        catch (EndOfStreamException e)
        {
            throw Contracts.ExceptDecode($"Corrupt model file: '{SchemaEntry}' ends early", e);
        }
    }
}
