using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis.Tests;

public class ModelLabelTests
{
    [Fact]
    public void WhatTheModelSaidStaysWhenAPersonRelabelsTheBeat()
    {
        var annotations = new ResultAnnotations(LabelScheme.Aami.Classes);
        annotations.Add(new AnalyzedBeat { Sample = 9, ClassIndex = 2, Probabilities = new float[] { 0.02f, 0, 0.9734f, 0.0066f } });
        annotations.Add(new AnalyzedBeat { Sample = 99, ClassIndex = -1, IsRejected = true, Probabilities = new float[] { 0.6f, 0, 0.4f, 0 } });
        var (sure, unsure) = (annotations.Annotations[0], annotations.Annotations[1]);
        Assert.Equal(("V", "V 0.973", "Q", "N 0.600 ?"), (sure.Symbol, sure.AuxText, unsure.Symbol, unsure.AuxText));
        Assert.True(ModelLabel.TryRead(sure, out var label));
        Assert.Equal(new ModelLabel("V", 0.973, false), label);
        Assert.False(ModelLabel.IsRelabelled(sure));
        Assert.False(ModelLabel.IsRelabelled(unsure));
        Assert.True(ModelLabel.IsRelabelled(new Annotation(9, AnnotationCode.Normal) { Aux = sure.Aux }));
        Assert.True(ModelLabel.IsRelabelled(new Annotation(99, AnnotationCode.Normal) { Aux = unsure.Aux }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("(AFIB")]
    [InlineData("V")]
    [InlineData("V 1.5")]
    [InlineData("V -0.5")]
    [InlineData("V x")]
    [InlineData("fast 0.5")]
    [InlineData("+ 0.5")]
    public void OtherTextIsNoLabel(string text)
    {
        var annotation = new Annotation(1, AnnotationCode.Normal) { Aux = Annotation.AuxFrom(text) };
        Assert.False(ModelLabel.TryRead(annotation, out _));
        Assert.False(ModelLabel.IsRelabelled(annotation));
    }
}
