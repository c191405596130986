using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Explainability;

/// <summary>Adds to each beat what in it speaks for a class, by Grad-CAM on one of the network's convolutions, and whether that can be relied on.</summary>
/// <remarks>
/// <para>Columns, by the name <c>GradCam</c>, for the class that is explained; of every class with <c>_</c> and its name behind:</para>
/// <list type="bullet">
/// <item><c>GradCam</c>: Vector&lt;Single, 360&gt;, a value a sample; above 0 it speaks for the class, below 0 (signed only) against it.</item>
/// <item><c>GradCamReliable</c>: Boolean, whether the explanation passes every check of its passport.</item>
/// <item><c>GradCamScores</c>: Vector&lt;Single, 8&gt; with slot names, the scores of the passport (docs/explainability.md).</item>
/// <item><c>GradCamReasons</c>: Text, the checks that it fails, in words; empty for a reliable explanation.</item>
/// </list>
/// <para>Nothing is worked out before a cursor asks for it; with one background beat a passport costs close to a thousand scores of the network.
/// Saved, it travels with the network as a chain of ML.NET's own components that gives the same bits; <see cref="From"/> gives this transformer
/// back.</para>
/// </remarks>
public sealed class GradCamTransformer : ITransformer
{
    private readonly Explainer _explainer;

    internal GradCamTransformer(ExplainerSettings settings) => _explainer = new Explainer(settings, SavedExplainer.GradCam);

    /// <summary>The network that is explained, with the columns it is explained on.</summary>
    public ArrhythmiNetTransformer Network => _explainer.Settings.Network;

    /// <summary>The column of a value a sample; the other columns' names begin with it.</summary>
    public string OutputColumnName => _explainer.Settings.OutputColumnName;

    /// <summary>The class that is explained; null for the class that the network gives each beat, or where every class is.</summary>
    public string? ClassName => _explainer.Settings.ClassName;

    /// <summary>Whether every class is explained.</summary>
    public bool EveryClass => _explainer.Settings.EveryClass;

    /// <summary>What stands where the judgement takes a part of the beat away; null where explanations are not judged.</summary>
    public Baseline? Baseline => _explainer.Settings.Baseline;

    /// <summary>True: each row gives one row, so a prediction engine can be made.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>Finds the explainer in a model: one that <c>mlContext.Model.Load</c> gave, a chain that has it as a step, or this transformer
    /// itself. Of several in a chain the last one is given.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">Threads that explain the rows of one cursor; 0 takes every core.</param>
    /// <exception cref="ArgumentException">No Grad-CAM explainer is in the model.</exception>
    /// <exception cref="InvalidDataException">The explainer in the model is damaged, or of a newer version.</exception>
    public static GradCamTransformer From(ITransformer model, int threads = 0) =>
        Explainer.Find<GradCamTransformer>(model, SavedExplainer.GradCam, threads, typed => typed._explainer.Settings, settings => new GradCamTransformer(settings));

    /// <summary>The schema of what <see cref="Transform"/> gives for a view of some schema.</summary>
    /// <param name="inputSchema">The schema of the view.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column, or the context column of a network that takes context, is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _explainer.GetOutputSchema(inputSchema);

    /// <summary>Adds the explanations to a view; none is worked out before a cursor asks for it.</summary>
    /// <param name="input">The view.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column, or the context column of a network that takes context, is missing or of another type.</exception>
    /// <remarks>A beat of another length than 360, or with NaN or infinite samples or context, gives an <see cref="InvalidDataException"/>
    /// that names the row, when its explanation is asked for.</remarks>
    public IDataView Transform(IDataView input) => _explainer.Transform(input);

    /// <summary>The transformer for one row at a time, as prediction engines use it.</summary>
    /// <param name="inputSchema">The schema of the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column, or the context column of a network that takes context, is missing or of another type.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _explainer.GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => _explainer.Save(ctx);
}
