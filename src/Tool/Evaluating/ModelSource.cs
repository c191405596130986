using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Tool;

/// <summary>A model that is there already: one that comes with the library, or a file.</summary>
/// <param name="Name">The name to give it in results.</param>
/// <param name="Origin">Where it comes from: <c>pretrained</c> or <c>file</c>.</param>
/// <param name="Model">The model.</param>
/// <param name="File">Its file, if it is in one.</param>
internal sealed record ModelSource(string Name, string Origin, ArrhythmiNetModel Model, string? File)
{
    /// <summary>Finds the pretrained model of a kind that was trained by a protocol.</summary>
    /// <param name="kind">The network.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="seed">The seed it must be of; null for any.</param>
    /// <returns>The model; null where none ships.</returns>
    public static ModelSource? Pretrained(ModelKind kind, string protocol, int? seed)
    {
        foreach (string name in PretrainedModels.Names)
        {
            var model = PretrainedModels.Load(name);
            if (model.Card is { } card && card.Protocol == protocol && (seed is null || card.Seed == seed) && ModelKind.Of(model) == kind)
                return new ModelSource(name, "pretrained", model, null);
        }

        return null;
    }

    /// <summary>Finds a model as a person names it: a network, of which the pretrained one of a protocol is meant, a pretrained one's own name, or a file.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public static ModelSource Of(string name, string protocol)
    {
        if (ModelKind.TryParse(name) is not { } kind)
            return Load(name);
        return Pretrained(kind, protocol, seed: null) ?? throw new ToolException(ExitCodes.Failure,
            $"No pretrained {kind.Name} of '{protocol}' ships. Train one with 'arrhythmia train --model {kind.Name} --protocol {protocol} --out FILE' and give its file, or another --protocol.");
    }

    /// <summary>Loads a model by its own name among the pretrained ones, or from its file.</summary>
    /// <exception cref="ToolException">There is neither.</exception>
    public static ModelSource Load(string name)
    {
        if (PretrainedModels.Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } pretrained)
            return new ModelSource(pretrained, "pretrained", PretrainedModels.Load(pretrained), null);
        if (!System.IO.File.Exists(name))
        {
            string known = string.Join(", ", [.. ModelKind.Names, .. PretrainedModels.Names]);
            throw new ToolException(ExitCodes.Failure, $"There is no model '{name}': neither a file of that name nor one of {known}. Give one of these, or the file that 'arrhythmia train' wrote.");
        }

        return new ModelSource(Path.GetFileName(name), "file", ArrhythmiNetModel.Load(name), name);
    }
}
