using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis.Tests;

public class AnnotationReviewTests
{
    private static Annotation Judged(long sample, string symbol, string said) => new(sample, AnnotationCode.FromSymbol(symbol)) { Aux = Annotation.AuxFrom(said) };

    [Fact]
    public void WhatAPersonChangedOrAddedIsReviewed()
    {
        var review = new AnnotationReview([
            Judged(100, "N", "N 0.990"), Judged(200, "V", "N 0.700"), Judged(300, "Q", "V 0.500 ?"), Judged(400, "V", "V 0.500 ?"),
            new(450, AnnotationCode.Note), new(500, AnnotationCode.PrematureVentricular), new(600, AnnotationCode.Unclassifiable)]);
        Assert.True(review.IsOwn);
        Assert.Equal([false, true, false, true, true, false], Enumerable.Range(0, review.Beats.Count).Select(review.IsReviewed));
        Assert.Equal(3, review.Reviewed);
    }

    [Fact]
    public void ABeatThatWasOnlyFoundIsNotJudgedAsN()
    {
        var review = new AnnotationReview([AnnotationReview.Found(100), AnnotationReview.Found(200) with { Code = AnnotationCode.PrematureVentricular }]);
        Assert.True(review.IsOwn);
        Assert.Equal([true, false], [review.IsOnlyFound(0), review.IsOnlyFound(1)]);
        Assert.Equal([false, true], [review.IsReviewed(0), review.IsReviewed(1)]);
        Assert.Equal("N", AnnotationReview.Found(1).Symbol);
    }

    [Fact]
    public void OfAFileFromElsewhereNothingIsKnown()
    {
        var review = new AnnotationReview([new(100, AnnotationCode.Normal), new(200, AnnotationCode.PrematureVentricular) { Num = 3, Aux = Annotation.AuxFrom("(AFIB") }]);
        Assert.False(review.IsOwn);
        Assert.Equal(0, review.Reviewed);
        Assert.False(review.IsOnlyFound(0));
    }
}
