namespace ArrhythmiaVision.Networks;

/// <summary>One thread's room for the tile it works on.</summary>
internal sealed unsafe class TrainingWorkspace
{
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _gradient;
    private readonly AlignedBuffer _inputGradient;
    private readonly AlignedBuffer _head;

    public TrainingWorkspace(NetworkGeometry geometry, int[] tileGroups, IReadOnlyList<ArrhythmiNetModel> teachers)
    {
        long input = 0, gradient = 0, inputGradient = 0;
        foreach (var u in geometry.Units)
        {
            var groups = tileGroups[u.Index];
            input = Math.Max(input, (long)groups * u.GroupPaddedLength * u.InputChannels);
            gradient = Math.Max(gradient, (long)groups * u.GroupGradientLength * u.OutputChannels);
            inputGradient = Math.Max(inputGradient, (long)groups * u.GroupInputLength * u.InputChannels);
        }

        var last = geometry.Units[^1];
        _input = new AlignedBuffer(Math.Max(input, last.OutputSize));
        _gradient = new AlignedBuffer(Math.Max(gradient, last.OutputSize));
        _inputGradient = new AlignedBuffer(inputGradient);
        var classes = geometry.Kernels.Pad(geometry.Definition.ClassCount);
        _head = new AlignedBuffer((2L * geometry.DenseInputs) + classes);
        Target = new double[geometry.Definition.ClassCount];
        Teachers = new TeacherPanel(teachers);
    }

    public float* Input => _input.Pointer;

    public float* Gradient => _gradient.Pointer;

    public float* InputGradient => _inputGradient.Pointer;

    /// <summary>What the dense layer takes, the gradients with respect to it, then one value a class.</summary>
    public float* Head => _head.Pointer;

    /// <summary>What a beat's probabilities are held against.</summary>
    public double[] Target { get; }

    public TeacherPanel Teachers { get; }
}
