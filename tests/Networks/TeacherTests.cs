namespace ArrhythmiaVision.Networks.Tests;

/// <summary>Networks that learn what others say.</summary>
public class TeacherTests
{
    private static readonly BeatDataset s_beats = InContext(SyntheticBeats.Make(90, 3));
    private static readonly Lazy<ArrhythmiNetModel> s_first = new(() => Train(s_beats, seed: 1));
    private static readonly Lazy<ArrhythmiNetModel> s_second = new(() => Train(s_beats, seed: 2));

    [Fact]
    public void TheLossAgainstAMixIsCrossEntropyAndItsGradientTheFiniteDifference()
    {
        float[] logits = [0.3f, -1.2f, 2.1f, 0];
        double[] target = [0.1, 0.2, 0.65, 0.05];
        var gradient = logits.ToArray();
        var loss = Classifier.Loss(gradient, target, weight: 0.5);
        Assert.Equal(CrossEntropy(logits), loss, 1e-6);
        for (var k = 0; k < logits.Length; k++)
        {
            float[] up = [.. logits], down = [.. logits];
            up[k] += 0.01f;
            down[k] -= 0.01f;
            Assert.Equal(0.5 * (CrossEntropy(up) - CrossEntropy(down)) / (up[k] - down[k]), gradient[k], 1e-5);
        }

        double CrossEntropy(float[] at)
        {
            var sum = at.Sum(value => Math.Exp(value));
            return -at.Select((value, k) => target[k] * Math.Log(Math.Exp(value) / sum)).Sum();
        }
    }

    [Fact]
    public void ANetworkLearnsWhatItsTeacherSaysAndNotTheLabels()
    {
        var data = SyntheticBeats.Make(300, 1);
        var other = new BeatDataset(data.Samples, [.. data.Labels.Select(label => (label + 1) % 5)], data.Classes);
        var teacher = ArrhythmiNetTraining.Train(other, options: new() { Epochs = 8, BatchSize = 16 }, cancellationToken: Token).Model;
        ArrhythmiNetTrainingOptions options = new() { Architecture = ArrhythmiNetArchitecture.V1, Epochs = 8, BatchSize = 16, Teachers = [teacher] };
        var student = ArrhythmiNetTraining.Train(data, options: options, cancellationToken: Token);
        var agreed = Predicted(student.Model, data).Zip(Predicted(teacher, data)).Count(pair => pair.First == pair.Second);
        Assert.True(agreed > 0.95 * data.Count, $"{agreed} of {data.Count}");
        Assert.True(student.History[^1].Accuracy < 0.1, "accuracy is told by the labels");
    }

    [Fact]
    public void TeachersAreAskedForTheirMean()
    {
        var (one, two) = (s_first.Value, s_second.Value);
        var student = Taught([one, two]);
        Assert.Equal(student, Taught([two, one]));
        Assert.Equal(Taught([one]), Taught([one, one]));
        Assert.NotEqual(student, Taught([one]));
        Assert.NotEqual(Taught([one]), Train(s_beats, seed: 7).ToBytes());
    }

    [Fact]
    public void ResultsDoNotDependOnThreads() => Assert.Equal(Taught([s_first.Value, s_second.Value], threads: 1), Taught([s_first.Value, s_second.Value], threads: 3));

    [Fact]
    public void TeachersOfOtherClassesOrContextAreRefused()
    {
        var classes = Train(InContext(SyntheticBeats.Make(20, 1, ["N", "S", "V", "F"])), seed: 1);
        Assert.Contains("N S V F", Assert.Throws<ArgumentException>(() => Taught([s_first.Value, classes])).Message, StringComparison.Ordinal);
        var alone = Train(SyntheticBeats.Make(20, 1), seed: 1);
        Assert.Contains("the context none", Assert.Throws<ArgumentException>(() => Taught([alone])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpointIsOfItsTeachers()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var whole = Taught([s_first.Value], checkpoint: path);
            Assert.Equal(whole, Taught([s_first.Value], checkpoint: path));
            Assert.Contains("Teachers", Assert.Throws<InvalidDataException>(() => Taught([s_second.Value], checkpoint: path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static BeatDataset InContext(BeatDataset beats) =>
        new(beats.Samples, beats.Labels, beats.Classes, new BeatContext(["early"], [.. beats.Labels.Select((label, i) => label + MathF.Sin(i))]));

    private static ArrhythmiNetModel Train(BeatDataset data, int seed) =>
        ArrhythmiNetTraining.Train(data, options: new() { Epochs = 1, BatchSize = 10, Seed = seed }, cancellationToken: Token).Model;

    private static byte[] Taught(IReadOnlyList<ArrhythmiNetModel> teachers, int threads = 2, string? checkpoint = null)
    {
        ArrhythmiNetTrainingOptions options = new() { Epochs = 1, BatchSize = 10, Seed = 7, Threads = threads, Teachers = teachers, CheckpointPath = checkpoint };
        return ArrhythmiNetTraining.Train(s_beats, options: options, cancellationToken: Token).Model.ToBytes();
    }

    private static int[] Predicted(ArrhythmiNetModel model, BeatDataset data)
    {
        var scores = new float[data.Count * data.Classes.Count];
        model.Score(data.Samples, scores);
        return [.. scores.Chunk(data.Classes.Count).Select(row => Array.IndexOf(row, row.Max()))];
    }
}
