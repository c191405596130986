using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

public class ResultAnnotationsTests
{
    [Fact]
    public void ClassesBecomeStandardCodesAndTheRestIsUnclassifiable()
    {
        var annotations = new ResultAnnotations(LabelScheme.Aami.Classes, samplesPerFrame: 2);
        annotations.Add(new AnalyzedBeat { Sample = 100, ClassIndex = 1 });
        annotations.Add(new AnalyzedBeat { Sample = 301, ClassIndex = -1, Status = BeatWindowStatus.MissingSamples });
        Assert.Equal([new Annotation(50, AnnotationCode.SupraventricularPremature), new Annotation(150, AnnotationCode.Unclassifiable)], annotations.Annotations);
    }

    [Fact]
    public void AClassThatNoAnnotationFileKnowsIsRefused()
    {
        Assert.Contains("'fast'", Assert.Throws<ArgumentException>(() => new ResultAnnotations(["N", "fast"])).Message);
        Assert.Throws<ArgumentException>(() => new ResultAnnotations(["N", "+"]));
    }
}
