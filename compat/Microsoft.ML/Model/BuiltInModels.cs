using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>What loads the stand-in's own components: the loader signature of each, and the method that reads it.</summary>
internal static class BuiltInModels
{
    public static readonly IReadOnlyDictionary<string, Func<IHostEnvironment, ModelLoadContext, ITransformer>> Loaders =
        new Dictionary<string, Func<IHostEnvironment, ModelLoadContext, ITransformer>>
        {
            [TransformerChain.LoaderSignature] = TransformerChain.Load,
            [ColumnConcatenatingTransformer.LoaderSignature] = ColumnConcatenatingTransformer.Load,
            [ColumnCopyingTransformer.LoaderSignature] = ColumnCopyingTransformer.Load,
            [ColumnSelectingTransformer.LoaderSignature] = ColumnSelectingTransformer.Load,
            [CustomMappingModel.LoaderSignature] = CustomMappingModel.Load,
            [ExpressionTransformer.LoaderSignature] = ExpressionTransformer.Load,
            [KeyToValueMappingTransformer.LoaderSignature] = KeyToValueMappingTransformer.Load,
            [NormalizingTransformer.LoaderSignature] = NormalizingTransformer.Load,
            [ValueMappingTransformer.LoaderSignature] = ValueMappingTransformer.Load,
            [ValueToKeyMappingTransformer.LoaderSignature] = ValueToKeyMappingTransformer.Load,
        };
}
