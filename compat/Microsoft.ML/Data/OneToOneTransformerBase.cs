using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that makes each output column from one input column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected OneToOneTransformerBase(IHost host, params (string outputColumnName, string inputColumnName)[] columns)
        : base(host)
    {
        Contracts.CheckValue(columns);
        var names = new HashSet<string>();
        foreach (var (output, input) in columns)
        {
            Contracts.CheckNonEmpty(input, nameof(columns));
            Contracts.CheckNonEmpty(output, nameof(columns));
            if (!names.Add(output))
                throw Contracts.ExceptParam(nameof(columns), $"Name of the result column '{output}' specified multiple times");
        }
        ColumnPairs = columns;
    }

    private protected OneToOneTransformerBase(IHost host, ModelLoadContext ctx)
        : this(host, LoadColumns(ctx))
    {
    }

    private protected (string outputColumnName, string inputColumnName)[] ColumnPairs { get; }

    private protected void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach (var (output, input) in ColumnPairs)
        {
            ctx.SaveNonEmptyString(output);
            ctx.SaveNonEmptyString(input);
        }
    }

    /// <summary>Fails where the type of an input column does not do. The default takes any.</summary>
    private protected virtual void CheckInputColumn(DataViewSchema inputSchema, int pair, int column)
    {
    }

    private static (string, string)[] LoadColumns(ModelLoadContext ctx)
    {
        var columns = new (string, string)[ctx.LoadCount(2)];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = (ctx.LoadNonEmptyString(), ctx.LoadNonEmptyString());
        return columns;
    }

    /// <summary>A mapper whose output <c>i</c> needs input column <c>InputColumns[i]</c>.</summary>
    private protected abstract class OneToOneMapper : RowMapper
    {
        protected OneToOneMapper(OneToOneTransformerBase parent, DataViewSchema inputSchema)
            : base(inputSchema)
        {
            InputColumns = new int[parent.ColumnPairs.Length];
            for (int i = 0; i < InputColumns.Length; i++)
            {
                string name = parent.ColumnPairs[i].inputColumnName;
                if (!inputSchema.TryGetColumnIndex(name, out InputColumns[i]))
                    throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name);
                parent.CheckInputColumn(inputSchema, i, InputColumns[i]);
            }
        }

        protected readonly int[] InputColumns;

        public override void AddDependencies(Func<int, bool> isOutputActive, bool[] activeInput)
        {
            for (int i = 0; i < InputColumns.Length; i++)
                activeInput[InputColumns[i]] |= isOutputActive(i);
        }
    }
}
