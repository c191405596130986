using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What loads the stand-in's own components: the loader signature of each, and the method that reads it.</summary>
internal static class BuiltInModels
{
    public static readonly IReadOnlyDictionary<string, Func<IHostEnvironment, ModelLoadContext, ITransformer>> Loaders =
        new Dictionary<string, Func<IHostEnvironment, ModelLoadContext, ITransformer>>
        {
            [TransformerChain.LoaderSignature] = TransformerChain.Load,
        };
}
