using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Making views, and views of views.</summary>
public sealed partial class DataOperationsCatalog
{
    private readonly IHostEnvironment _env;

    internal DataOperationsCatalog(IHostEnvironment env) => _env = env;
}
