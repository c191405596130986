using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>What scoring costs in memory, measured over the whole process: so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public class AllocationTests
{
    private const int Rows = 1500;
    private const int WarmUp = 700;

    [Fact]
    public void ScoringAViewAllocatesNothingARow()
    {
        // The runtime's own one-off costs can fall into any single run; what each row costs is in every run.
        var model = ArrhythmiNetTransformer.From(Trained.Value, threads: 1);
        var perRow = Enumerable.Range(0, 5).Min(_ => BytesPerRow(model));
        Assert.True(perRow < 4, $"{perRow} bytes a row");
    }

    [Fact]
    public void ALoadedModelDecodesItsNetworkOnce()
    {
        var stream = new MemoryStream();
        Context.Model.Save(Trained.Value, View().Schema, stream);
        stream.Position = 0;
        double perRow = BytesPerRow(new MLContext().Model.Load(stream, out _));
        // Decoding in each row would cost the network's size, 158 KB, several times over.
        Assert.True(perRow < 2048, $"{perRow} bytes a row");
    }

    private static double BytesPerRow(ITransformer model)
    {
        var scored = model.Transform(View(SyntheticBeats.Rows(perClass: Rows / 5)));
        var column = scored.Schema["Score"];
        using var cursor = scored.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> score = default;
        long before = 0;
        int row = 0;
        while (cursor.MoveNext())
        {
            get(ref score);
            if (++row == WarmUp) before = GC.GetTotalAllocatedBytes(precise: true);
        }
        Assert.Equal(Rows, row);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(Rows - WarmUp);
    }
}
