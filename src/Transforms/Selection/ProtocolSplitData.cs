using ArrhythmiaVision.Evaluation;
using Microsoft.ML;

namespace ArrhythmiaVision.Transforms;

/// <summary>A view divided into a training and a test set by a named protocol.</summary>
/// <remarks>
/// It has <c>TrainSet</c> and <c>TestSet</c> as ML.NET's <c>TrainTestData</c> has (which only ML.NET itself can make), and with them
/// what an accuracy must be given with.
/// </remarks>
/// <param name="Protocol">The protocol that divided the rows.</param>
/// <param name="Rows">Which rows of the view stand in which set.</param>
/// <param name="TrainSet">The rows to train on.</param>
/// <param name="TestSet">The rows to test on.</param>
public sealed record ProtocolSplitData(SplitProtocol Protocol, BeatSplit Rows, IDataView TrainSet, IDataView TestSet);
