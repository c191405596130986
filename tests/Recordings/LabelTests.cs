namespace ArrhythmiaVision.Recordings.Tests;

public class LabelTests
{
    // The beat symbols of PhysioNet's list of annotation codes, with their AAMI classes.
    private const string Beats = "N:N L:N R:N B:N A:S a:S J:S S:S V:V r:V F:F e:N j:N n:N E:V /:Q f:Q Q:Q ?:Q";

    // The symbols that mark no beat.
    private const string Others = "[ ! ] x ( ) p t u ^ | ~ + s T * D = \" @";

    [Fact]
    public void EverySymbolIsThereWithItsClass()
    {
        foreach (string[] beat in Beats.Split(' ').Select(b => b.Split(':')))
        {
            AnnotationCode code = AnnotationCode.FromSymbol(beat[0]);
            Assert.True(code.IsBeat, beat[0]);
            Assert.Equal(Enum.Parse<AamiClass>(beat[1]), code.Aami);
        }

        Assert.All(Others.Split(' '), symbol => Assert.False(AnnotationCode.FromSymbol(symbol).IsBeat, symbol));
        Assert.Equal(Beats.Split(' ').Length + Others.Split(' ').Length, AnnotationCode.Standard.Count);
    }

    [Fact]
    public void CodesAndSymbolsAreOneToOne()
    {
        for (int value = 1; value <= AnnotationCode.MaxValue; value++)
        {
            var code = new AnnotationCode((byte)value);
            Assert.Equal(code, AnnotationCode.FromSymbol(code.Symbol));
        }

        // The numbers of ecgcodes.h.
        Assert.Equal((1, 5, 8, 12, 22, 28, 38, 41), (AnnotationCode.Normal.Value, AnnotationCode.PrematureVentricular.Value, AnnotationCode.AtrialPremature.Value, AnnotationCode.Paced.Value, AnnotationCode.Note.Value, AnnotationCode.RhythmChange.Value, AnnotationCode.PacedFusion.Value, AnnotationCode.ROnT.Value));
        Assert.Equal("[45]", new AnnotationCode(45).ToString());
        Assert.Equal("user-defined", new AnnotationCode(45).Description);
        Assert.Equal("paced beat", AnnotationCode.Paced.Description);
        Assert.Contains("'X'", Assert.Throws<ArgumentException>(() => AnnotationCode.FromSymbol("X")).Message, StringComparison.Ordinal);
        Assert.False(AnnotationCode.TryFromSymbol("", out _));
    }

    [Fact]
    public void MitBih5IsNLRAV()
    {
        LabelScheme scheme = LabelScheme.MitBih5;
        Assert.Equal(["N", "L", "R", "A", "V"], scheme.Classes);
        Assert.Equal([0, 1, 2, 3, 4, -1, -1, -1], ((string[])["N", "L", "R", "A", "V", "a", "F", "+"]).Select(scheme.ClassOf));
        Assert.Equal(4, scheme.ClassOf(AnnotationCode.PrematureVentricular));
    }

    [Fact]
    public void AamiHasFourClassesAndNoneForQ()
    {
        LabelScheme scheme = LabelScheme.Aami;
        Assert.Equal(["N", "S", "V", "F"], scheme.Classes);
        foreach (string[] beat in Beats.Split(' ').Select(b => b.Split(':')))
        {
            Assert.Equal(beat[1] == "Q" ? -1 : scheme.Classes.ToList().IndexOf(beat[1]), scheme.ClassOf(beat[0]));
        }

        Assert.Equal(-1, scheme.ClassOf("~"));
    }

    [Fact]
    public void OwnSchemesAreChecked()
    {
        LabelScheme scheme = LabelScheme.Create("mine", ["ectopic", "other"], new Dictionary<string, string> { ["V"] = "ectopic", ["N"] = "other", ["A"] = "ectopic" });
        Assert.Equal((0, 1, 0, -1), (scheme.ClassOf("V"), scheme.ClassOf("N"), scheme.ClassOf("A"), scheme.ClassOf("F")));
        Assert.Equal("mine (ectopic, other)", scheme.ToString());

        var none = new Dictionary<string, string>();
        Assert.Throws<ArgumentException>(() => LabelScheme.Create("mine", [], none));
        Assert.Throws<ArgumentException>(() => LabelScheme.Create("mine", ["a", "a"], none));
        Assert.Throws<ArgumentException>(() => LabelScheme.Create("mine", ["a", ""], none));
        Assert.Throws<ArgumentException>(() => LabelScheme.Create("", ["a"], none));
        ArgumentException e = Assert.Throws<ArgumentException>(() => LabelScheme.Create("mine", ["a"], new Dictionary<string, string> { ["N"] = "b" }));
        Assert.Contains("'N' to 'b'", e.Message, StringComparison.Ordinal);
    }
}
