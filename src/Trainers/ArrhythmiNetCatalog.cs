using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;

namespace Microsoft.ML;

/// <summary>ArrhythmiNet in ML.NET's catalogs.</summary>
public static class ArrhythmiNetCatalog
{
    /// <summary>Makes a trainer of ArrhythmiNet, with the project's recipe.</summary>
    /// <param name="catalog">The catalog of multiclass trainers.</param>
    /// <param name="labelColumnName">The label: a key whose values are the classes' names.</param>
    /// <param name="featureColumnName">The beats: vectors of 360 <see cref="float"/>, normalised.</param>
    /// <param name="architecture">Which network to train.</param>
    /// <param name="epochs">How many times each training beat is seen.</param>
    /// <param name="seed">What everything random is drawn from; the seed of the context does not reach the trainer.</param>
    /// <returns>An estimator that adds PredictedLabel (a key with the label's key values) and Score (a vector of one <see cref="float"/> a class: its probability).</returns>
    public static ArrhythmiNetTrainer ArrhythmiNet(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        ArrhythmiNetArchitecture architecture = ArrhythmiNetArchitecture.V2,
        int epochs = 20,
        int seed = 1) =>
        catalog.ArrhythmiNet(new ArrhythmiNetTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            Architecture = architecture,
            Epochs = epochs,
            Seed = seed,
        });

    /// <summary>Makes a trainer of ArrhythmiNet.</summary>
    /// <param name="catalog">The catalog of multiclass trainers.</param>
    /// <param name="options">How to train; later changes to it have no effect.</param>
    /// <returns>An estimator that adds PredictedLabel (a key with the label's key values) and Score (a vector of one <see cref="float"/> a class: its probability).</returns>
    /// <exception cref="ArgumentException">The options contradict each other or are out of range.</exception>
    public static ArrhythmiNetTrainer ArrhythmiNet(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        ArrhythmiNetTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ArrhythmiNetTrainer(options);
    }

    /// <summary>Puts a trained network into a pipeline, without training.</summary>
    /// <param name="catalog">The catalog of multiclass trainers.</param>
    /// <param name="model">The network.</param>
    /// <param name="featureColumnName">The beats: vectors of 360 <see cref="float"/>, normalised.</param>
    /// <param name="labelColumnName">The label, if the view has one: a key with the network's classes in the same order, as <see cref="ClassesOf"/> makes it.</param>
    /// <param name="threads">Threads to score on; 0 takes every core.</param>
    /// <param name="contextColumnName">What the network takes with each beat, where it takes context: a vector whose slots bear the names of
    /// <see cref="ArrhythmiNetModel.ContextNames"/> (it may have others too), such as BeatSegment's Context. Not read for a network of the samples alone.</param>
    /// <returns>An estimator that adds PredictedLabel (a key with the classes as key values) and Score (a vector of one <see cref="float"/> a class: its probability).</returns>
    public static PretrainedArrhythmiNetEstimator ArrhythmiNet(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        ArrhythmiNetModel model,
        string featureColumnName = "Features",
        string labelColumnName = "Label",
        int threads = 0,
        string contextColumnName = "Context")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new PretrainedArrhythmiNetEstimator(model, featureColumnName, labelColumnName, contextColumnName, threads);
    }

    /// <summary>Puts a network that comes with the library into a pipeline, without training.</summary>
    /// <param name="catalog">The catalog of multiclass trainers.</param>
    /// <param name="name">One of <see cref="PretrainedModels.Names"/>; the model's card says how its beats are normalised.</param>
    /// <param name="featureColumnName">The beats: vectors of 360 <see cref="float"/>, normalised.</param>
    /// <param name="labelColumnName">The label, if the view has one: a key with the network's classes in the same order, as <see cref="ClassesOf"/> makes it.</param>
    /// <param name="threads">Threads to score on; 0 takes every core.</param>
    /// <param name="contextColumnName">What the network takes with each beat, where it takes context, such as BeatSegment's Context.</param>
    /// <returns>An estimator that adds PredictedLabel (a key with the classes as key values) and Score (a vector of one <see cref="float"/> a class: its probability).</returns>
    /// <exception cref="ArgumentException">There is no such model; the message lists those there are.</exception>
    public static PretrainedArrhythmiNetEstimator PretrainedArrhythmiNet(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string name,
        string featureColumnName = "Features",
        string labelColumnName = "Label",
        int threads = 0,
        string contextColumnName = "Context") =>
        catalog.ArrhythmiNet(PretrainedModels.Load(name), featureColumnName, labelColumnName, threads, contextColumnName);

    /// <summary>A network's classes in order, one a row, as the keyData of MapValueToKey: labels mapped with it are numbered as the network's outputs are.</summary>
    /// <param name="catalog">The catalog of data operations.</param>
    /// <param name="model">The network.</param>
    /// <returns>A view with one column, Class.</returns>
    public static IDataView ClassesOf(this DataOperationsCatalog catalog, ArrhythmiNetModel model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return catalog.LoadFromEnumerable(model.Classes.Select(name => new ClassRow { Class = name }));
    }

    private sealed class ClassRow
    {
        public string Class { get; set; } = "";
    }
}
