using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Explainability;

/// <summary>An explainer that came as text in the rows. Several cursors may use it at once.</summary>
internal sealed class LoadedExplainer
{
    // The steps of one loaded model share what they have in common: the text is the same memory in all of them.
    private static readonly List<WeakReference<LoadedExplainer>> s_known = [];

    private readonly ReadOnlyMemory<char> _state;
    private readonly ThreadLocal<Worker> _workers;

    private LoadedExplainer(ReadOnlyMemory<char> state)
    {
        _state = state;
        var settings = SavedExplainer.Decode(state.ToString(), threads: 1);
        _workers = new ThreadLocal<Worker>(() => new Worker(settings));
    }

    /// <summary>The explainer of a text; the last one where that is its.</summary>
    /// <exception cref="InvalidDataException">The text is damaged, or of a newer version.</exception>
    public static LoadedExplainer Of(ReadOnlyMemory<char> state, LoadedExplainer? last)
    {
        if (last is not null && last._state.Equals(state))
            return last;
        lock (s_known)
        {
            s_known.RemoveAll(known => !known.TryGetTarget(out _));
            foreach (var known in s_known)
            {
                if (known.TryGetTarget(out var explainer) && explainer._state.Equals(state))
                    return explainer;
            }
            var added = new LoadedExplainer(state);
            s_known.Add(new WeakReference<LoadedExplainer>(added));
            return added;
        }
    }

    /// <summary>Explains a beat; what is given is good until this thread explains the next.</summary>
    /// <exception cref="InvalidDataException">The beat is of another length than 360, or it or its context is not finite.</exception>
    public Explanation Explain(in VBuffer<float> features, in VBuffer<float> context, int slot) => _workers.Value!.Explain(features, context, slot);

    /// <summary>Judges an explanation; what is given is good until this thread judges the next.</summary>
    /// <exception cref="InvalidDataException">The beat is of another length than 360, or it or its context is not finite.</exception>
    public Verdict Judge(in VBuffer<float> features, in VBuffer<float> context, int slot) => _workers.Value!.Judge(features, context, slot);

    private sealed class Worker(ExplainerSettings settings)
    {
        private readonly BeatExplainer _explainer = new(settings);
        private readonly Explanation _explanation = new(settings);
        private readonly Verdict _verdict = new();
        private readonly float[] _beat = new float[BeatDataset.BeatLength];
        private readonly float[] _context = new float[settings.Model.ContextNames.Count];

        public Explanation Explain(in VBuffer<float> features, in VBuffer<float> context, int slot)
        {
            Read(features, context);
            _explainer.Explain(_beat, _context, slot, _explanation);
            return _explanation;
        }

        public Verdict Judge(in VBuffer<float> features, in VBuffer<float> context, int slot)
        {
            Read(features, context);
            _explainer.Judge(_beat, _context, slot, _verdict);
            return _verdict;
        }

        private void Read(in VBuffer<float> features, in VBuffer<float> context)
        {
            if (Beat.Fault(features) is { } fault)
                throw Beat.Broken("A row", settings.Network.FeatureColumnName, fault);
            features.CopyTo(_beat);
            if (settings.Network.Context is not { } source)
                return;
            if (source.Fault(context) is { } wrong)
                throw source.Broken("A row", wrong);
            source.CopyTo(context, _context);
        }
    }
}
