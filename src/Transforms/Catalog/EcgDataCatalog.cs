using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Transforms;

namespace Microsoft.ML;

/// <summary>What ArrhythmiaVision adds to <c>mlContext.Data</c>.</summary>
public static class EcgDataCatalog
{
    /// <summary>Loads WFDB records (MIT-BIH and the like), one row a record.</summary>
    /// <remarks>
    /// <para>The columns:</para>
    /// <list type="table">
    /// <item><term><c>Record</c>, <c>Patient</c>, <c>Lead</c></term><description>String: the record's name, its patient (201 and 202 of MIT-BIH are one) and the name of the lead that is read.</description></item>
    /// <item><term><c>SamplingRate</c></term><description>Single: samples a second.</description></item>
    /// <item><term><c>SignalLength</c></term><description>Int64: samples in the signal, known without reading it.</description></item>
    /// <item><term><c>Signal</c></term><description>Vector&lt;Single&gt;: the lead in mV; NaN where a sample is missing.</description></item>
    /// <item><term><c>AnnotationSamples</c>, <c>AnnotationSymbols</c></term><description>Vector&lt;Int64&gt;, Vector&lt;String&gt;: every annotation's position, in samples of the signal, and symbol.</description></item>
    /// </list>
    /// <para>Now it is only seen to that the headers are there. A record is opened when a cursor stands at it, and of it is read what the
    /// active columns need.</para>
    /// </remarks>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="path">A folder, whose records are those that its file RECORDS lists, else all that have a header there; or one record.</param>
    /// <param name="lead">The lead to read; null for MLII where a record has it, else its first.</param>
    /// <param name="annotator">The annotator, which is the extension of the annotations' file; null for no annotations.</param>
    /// <exception cref="ArgumentException">The folder has no record in it.</exception>
    /// <exception cref="FileNotFoundException">A record's header is not there.</exception>
    public static IDataView LoadFromWfdb(this DataOperationsCatalog catalog, string path, string? lead = null, string? annotator = "atr") =>
        catalog.LoadFromWfdb(path, new WfdbLoadOptions { Lead = lead, Annotator = annotator });

    /// <summary>Loads WFDB records, one row a record; the columns are those of <see cref="LoadFromWfdb(DataOperationsCatalog, string, string?, string?)"/>.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="path">A folder, whose records are those that its file RECORDS lists, else all that have a header there; or one record.</param>
    /// <param name="options">What to read.</param>
    /// <exception cref="ArgumentException">The folder has no record in it.</exception>
    /// <exception cref="FileNotFoundException">A record's header is not there.</exception>
    public static IDataView LoadFromWfdb(this DataOperationsCatalog catalog, string path, WfdbLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new RecordsView(WfdbFolder.Find(path), options);
    }

    /// <summary>Loads WFDB records, one row a record; the columns are those of <see cref="LoadFromWfdb(DataOperationsCatalog, string, string?, string?)"/>.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="recordPaths">The records' paths, without extension or with <c>.hea</c>, in the order of the rows.</param>
    /// <param name="lead">The lead to read; null for MLII where a record has it, else its first.</param>
    /// <param name="annotator">The annotator, which is the extension of the annotations' file; null for no annotations.</param>
    /// <exception cref="ArgumentException">No record is given.</exception>
    /// <exception cref="FileNotFoundException">A record's header is not there.</exception>
    public static IDataView LoadFromWfdb(this DataOperationsCatalog catalog, IEnumerable<string> recordPaths, string? lead = null, string? annotator = "atr") =>
        catalog.LoadFromWfdb(recordPaths, new WfdbLoadOptions { Lead = lead, Annotator = annotator });

    /// <summary>Loads WFDB records, one row a record; the columns are those of <see cref="LoadFromWfdb(DataOperationsCatalog, string, string?, string?)"/>.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="recordPaths">The records' paths, without extension or with <c>.hea</c>, in the order of the rows.</param>
    /// <param name="options">What to read.</param>
    /// <exception cref="ArgumentException">No record is given.</exception>
    /// <exception cref="FileNotFoundException">A record's header is not there.</exception>
    public static IDataView LoadFromWfdb(this DataOperationsCatalog catalog, IEnumerable<string> recordPaths, WfdbLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(recordPaths);
        return new RecordsView(WfdbFolder.Check(recordPaths), options);
    }

    /// <summary>Gives a view in which every class has the same number of rows.</summary>
    /// <remarks>
    /// A class with more rows than asked for gives a random part of them, none twice; one with fewer gives each as often as is needed, two rows'
    /// copies never differing by more than one. Rows without a label are left out. The rows are shuffled by the seed. The chosen rows are
    /// held in memory once, column by column as they are asked for; the labels are read now.
    /// Balance a training set only, after the test set has been set apart, or copies of a beat stand on both sides.
    /// </remarks>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="data">The view; it must give the same rows in the same order each time.</param>
    /// <param name="labelColumnName">The label, a key.</param>
    /// <param name="rowsPerClass">How many rows of each class; null for as many as the largest class has.</param>
    /// <param name="seed">The seed of which rows are chosen, and of their order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label column is not there or is no key, or <paramref name="rowsPerClass"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A class has no rows.</exception>
    public static IDataView BalanceClasses(this DataOperationsCatalog catalog, IDataView data, string labelColumnName = "Label",
        int? rowsPerClass = null, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        BalancedRows.CheckRowsPerClass(rowsPerClass);
        return BalancedRows.Of(data, labelColumnName, rowsPerClass, seed);
    }

    /// <summary>Divides a view into a training and a test set by a named protocol, such as <see cref="SplitProtocol.Unique"/>.</summary>
    /// <remarks>
    /// Rows without a label are left out. The chosen rows are held in memory once, for both sets together, column by column as they
    /// are asked for; the labels are read now, and with them the text columns <c>Record</c> and <c>Patient</c> where the view has them:
    /// some protocols divide by them, and the leakage audit tells patients by them.
    /// </remarks>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="data">The view; it must give the same rows in the same order each time.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="labelColumnName">The label, a key.</param>
    /// <param name="seed">The seed of the division; the same rows and seed give the same division.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label column is not there or is no key.</exception>
    /// <exception cref="ArgumentException">A class has too few rows to stand on both sides, or the protocol divides by record and the view has no records of its sets.</exception>
    public static ProtocolSplitData SplitByProtocol(this DataOperationsCatalog catalog, IDataView data, SplitProtocol protocol,
        string labelColumnName = "Label", int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(protocol);
        var rows = LabelledRows.Read(data, labelColumnName);
        return ProtocolSplitData.Of(data, rows, protocol.Split(rows.Beats, seed))[0];
    }

    /// <summary>Divides a view into folds by patient, alike in their classes, each of which is the test set once.</summary>
    /// <remarks>
    /// Patients are dealt as <see cref="CrossValidation.ByPatient"/> deals them, so that each fold has about its share of every class, rare ones too; ML.NET's
    /// own <c>CrossValidationSplit</c> hashes a column, which leaves folds uneven and a rare class out of some. Rows without a label are
    /// left out. The rows are held in memory once, for all folds together, column by column as they are asked for; the labels,
    /// and the text columns <c>Record</c> and <c>Patient</c>, are read now.
    /// </remarks>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="data">The view, which has a text column <c>Patient</c>, or <c>Record</c>; it must give the same rows in the same order each time.</param>
    /// <param name="numberOfFolds">How many folds, 2 or more.</param>
    /// <param name="labelColumnName">The label, a key.</param>
    /// <param name="seed">The seed of the order among equal patients; the same rows and seed give the same folds.</param>
    /// <returns>The folds: in each, the other folds' rows to train on and its own to test on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The label column is not there or is no key, or <paramref name="numberOfFolds"/> is below 2.</exception>
    /// <exception cref="ArgumentException">The patients are not known, or are fewer than the folds.</exception>
    public static IReadOnlyList<ProtocolSplitData> CrossValidationSplitByPatient(this DataOperationsCatalog catalog, IDataView data, int numberOfFolds = 5,
        string labelColumnName = "Label", int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentOutOfRangeException.ThrowIfLessThan(numberOfFolds, 2);
        var rows = LabelledRows.Read(data, labelColumnName);
        return ProtocolSplitData.Of(data, rows, [.. CrossValidation.ByPatient(rows.Beats, numberOfFolds, seed)]);
    }
}
