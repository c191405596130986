using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>What the Log event says.</summary>
public class LogTests
{
    [Fact]
    public void A_components_work_is_traced_from_start_to_end()
    {
        var ml = new MLContext(seed: 1);
        var lines = new List<string>();
        ml.Log += (_, e) =>
        {
            lock (lines)
                lines.Add($"{e.Kind} {e.Source} {e.RawMessage.Split(". Elapsed")[0]}");
        };
        ml.Transforms.Conversion.MapValueToKey("Label").Fit(ml.Data.LoadFromEnumerable([new Beat { Label = "N", Record = "", X = [0, 0, 0] }]));
        Assert.Equal(
            [
                "Trace Term; Training Channel started", "Trace StreamingDataView; Cursor Channel started", "Trace StreamingDataView; Cursor Channel finished",
                "Trace StreamingDataView; Cursor Channel disposed", "Trace Term; Training Channel finished", "Trace Term; Training Channel disposed",
            ],
            lines);
    }

    [Fact]
    public void A_key_mapping_without_values_warns()
    {
        var ml = new MLContext(seed: 1);
        var lines = new List<string>();
        ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
                lock (lines)
                    lines.Add($"{e.Source}|{e.RawMessage}|{e.Message}");
        };
        ml.Transforms.Conversion.MapValueToKey("Label").Fit(ml.Data.LoadFromEnumerable([new Beat { Label = "", Record = "", X = [0, 0, 0] }]));
        Assert.Equal(
            ["Term; Training|Term map for output column 'Label' contains no entries.|[Source=Term; Training, Kind=Warning] Term map for output column 'Label' contains no entries."],
            lines);
    }
}
