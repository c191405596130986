using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>Dense and sparse buffers, and their editor.</summary>
public class VBufferTests
{
    private static VBuffer<float> Sparse() => new(5, 2, [1f, 2f], [1, 4]);

    [Fact]
    public void A_sparse_buffer_reads_as_if_it_were_dense()
    {
        var sparse = Sparse();
        Assert.Equal((5, false), (sparse.Length, sparse.IsDense));
        Assert.Equal([0f, 1f, 0f, 0f, 2f], sparse.DenseValues());
        Assert.Equal((2f, 0f), (sparse.GetItemOrDefault(4), sparse.GetItemOrDefault(0)));
        Assert.Equal("0:0 1:1 2:0 3:0 4:2", string.Join(" ", sparse.Items(all: true).Select(i => $"{i.Key}:{i.Value}")));
        Assert.Equal("1:1 4:2", string.Join(" ", sparse.Items().Select(i => $"{i.Key}:{i.Value}")));
        Assert.Equal([1f, 2f], sparse.GetValues().ToArray());
        Assert.Equal([1, 4], sparse.GetIndices().ToArray());
    }

    [Fact]
    public void An_editor_makes_a_dense_buffer_and_reuses_its_arrays()
    {
        VBuffer<float> buffer = default;
        var editor = VBufferEditor.Create(ref buffer, 3);
        Assert.True(editor.CreatedNewValues);
        editor.Values[0] = 9;
        buffer = editor.Commit();
        Assert.Equal((3, true), (buffer.Length, buffer.IsDense));
        Assert.Equal([9f, 0f, 0f], buffer.DenseValues());
        Assert.False(VBufferEditor.Create(ref buffer, 2).CreatedNewValues);
        Assert.True(VBufferEditor.Create(ref buffer, 400).CreatedNewValues);
    }

    [Fact]
    public void An_editor_makes_a_sparse_buffer_and_truncates_it()
    {
        VBuffer<int> buffer = default;
        var editor = VBufferEditor.Create(ref buffer, 10, 3);
        (editor.Values[0], editor.Values[1]) = (7, 8);
        (editor.Indices[0], editor.Indices[1]) = (2, 5);
        buffer = editor.CommitTruncated(2);
        Assert.Equal("2:7 5:8", string.Join(" ", buffer.Items().Select(i => $"{i.Key}:{i.Value}")));
    }

    [Fact]
    public void Copies()
    {
        VBuffer<float> copy = default;
        Sparse().CopyTo(ref copy);
        Assert.False(copy.IsDense);
        Sparse().CopyToDense(ref copy);
        Assert.True(copy.IsDense);
        Assert.Equal([0f, 1f, 0f, 0f, 2f], copy.GetValues().ToArray());
        Sparse().CopyTo(ref copy, 3, 2);
        Assert.Equal([0f, 2f], copy.DenseValues());
        var array = new float[7];
        Sparse().CopyTo(array, 1);
        Assert.Equal([0f, 0f, 1f, 0f, 0f, 2f, 0f], array);
        VBuffer<float>.Copy([1, 2, 3, 4], 1, ref copy, 2);
        Assert.Equal([2f, 3f], copy.DenseValues());
    }

    [Fact]
    public void An_index_out_of_range()
        => Assert.Equal("ArgumentOutOfRangeException", Describe.Exception(() => Sparse().GetItemOrDefault(5)).Split(':')[0]);
}
