using System.Globalization;
using System.Runtime.InteropServices;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>The labelled rows of a view, read into memory.</summary>
internal sealed class BeatRows
{
    private const int Length = BeatDataset.BeatLength;

    private readonly IReadOnlyList<string> _classes;
    private readonly IReadOnlyList<string> _contextNames;
    private readonly List<float> _context = [];
    private float[] _samples;
    private int[] _labels;
    private int[]? _groups;

    private BeatRows(IReadOnlyList<string> classes, IReadOnlyList<string> contextNames, int capacity, bool grouped)
    {
        _classes = classes;
        _contextNames = contextNames;
        _samples = new float[(long)capacity * Length];
        _labels = new int[capacity];
        _groups = grouped ? new int[capacity] : null;
    }

    /// <summary>Rows of the view.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Rows whose label was missing: not held.</summary>
    public long RowsWithoutLabel { get; private set; }

    /// <summary>Rows held.</summary>
    public int Count { get; private set; }

    /// <summary>How many values the group column has.</summary>
    public int GroupCount { get; private set; }

    /// <summary>The class of each row held, from 0.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, Count);

    /// <summary>The group of each row held, from 0; empty where no group column was read.</summary>
    public ReadOnlySpan<int> Groups => _groups.AsSpan(0, _groups is null ? 0 : Count);

    /// <summary>Reads a view.</summary>
    public static BeatRows Read(IDataView view, string featureName, string labelName, string? groupName, ContextSource? context, IReadOnlyList<string> contextNames,
        IReadOnlyList<string> classes, string whichView, CancellationToken cancellation)
    {
        var features = ScoreColumns.FindFeatures(view.Schema, featureName);
        var label = view.Schema[labelName];
        DataViewSchema.Column? group = groupName is null ? null : GroupValues.Find(view.Schema, groupName);

        var rows = new BeatRows(classes, contextNames, (int)Math.Min(view.GetRowCount() ?? 1024, Array.MaxLength / Length), group is not null);
        DataViewSchema.Column? contextColumn = context is null ? null : view.Schema[context.ColumnName];
        using var cursor = view.GetRowCursor([features, label, .. new[] { group, contextColumn }.OfType<DataViewSchema.Column>()]);
        var getContext = contextColumn is { } from ? cursor.GetGetter<VBuffer<float>>(from) : null;
        var getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        var readClass = LabelClasses.CreateReader(cursor, label);
        var groups = group is { } column ? GroupValues.Create(cursor, column) : null;
        VBuffer<float> beat = default, values = default;
        var ofRow = new float[contextNames.Count];
        while (cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            long row = rows.RowsRead++;
            int beatClass = readClass();
            if (beatClass < 0)
            {
                rows.RowsWithoutLabel++;
                continue;
            }

            if (beatClass >= classes.Count)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Row {row} of the {whichView} view: label column '{labelName}' holds key {beatClass + 1L}, but it has {classes.Count} key values."));
            getFeatures(ref beat);
            if (Beat.Fault(beat) is { } fault)
                throw Beat.Broken(string.Create(CultureInfo.InvariantCulture, $"Row {row} of the {whichView} view"), featureName, fault);
            if (context is not null)
            {
                getContext!(ref values);
                if (context.Fault(values) is { } wrong)
                    throw context.Broken(string.Create(CultureInfo.InvariantCulture, $"Row {row} of the {whichView} view"), wrong);
                context.CopyTo(values, ofRow);
            }
            rows.Add(beat, ofRow, beatClass, groups?.Read(row) ?? 0);
        }

        if (groups is not null)
            rows.GroupCount = groups.Count;
        return rows;
    }

    /// <summary>How many of some rows each class has.</summary>
    public int[] CountPerClass(int[] rows)
    {
        var counts = new int[_classes.Count];
        foreach (int row in rows)
            counts[_labels[row]]++;
        return counts;
    }

    /// <summary>All rows as a set to train or validate with; the rows are handed over.</summary>
    public BeatDataset ToDataset()
    {
        Trim(ref _samples, Count * Length);
        Trim(ref _labels, Count);
        return new BeatDataset(_samples, _labels, _classes, _contextNames.Count == 0 ? null : new BeatContext(_contextNames, [.. _context]));
    }

    /// <summary>Some rows as a set to train or validate with; a row may stand there several times.</summary>
    public BeatDataset ToDataset(int[] rows)
    {
        var samples = new float[(long)rows.Length * Length];
        for (int i = 0; i < rows.Length; i++)
            _samples.AsSpan(rows[i] * Length, Length).CopyTo(samples.AsSpan(i * Length));
        return new BeatDataset(samples, Array.ConvertAll(rows, row => _labels[row]), _classes, ContextOf(rows));
    }

    private BeatContext? ContextOf(int[] rows)
    {
        int length = _contextNames.Count;
        if (length == 0)
            return null;
        var values = new float[(long)rows.Length * length];
        var all = CollectionsMarshal.AsSpan(_context);
        for (int i = 0; i < rows.Length; i++)
            all.Slice(rows[i] * length, length).CopyTo(values.AsSpan(i * length));
        return new BeatContext(_contextNames, values);
    }

    private void Add(in VBuffer<float> beat, ReadOnlySpan<float> context, int label, int group)
    {
        if (Count == _labels.Length)
        {
            int capacity = (int)Math.Min(Math.Max(16L, Count * 2L), Array.MaxLength / Length);
            if (capacity == Count)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The view has more than {Count} labelled rows, more than can be held at once."));
            Array.Resize(ref _samples, capacity * Length);
            Array.Resize(ref _labels, capacity);
            if (_groups is not null)
                Array.Resize(ref _groups, capacity);
        }

        beat.CopyTo(_samples.AsSpan(Count * Length, Length));
        _context.AddRange(context);
        _labels[Count] = label;
        if (_groups is not null)
            _groups[Count] = group;
        Count++;
    }

    private static void Trim<T>(ref T[] array, int length)
    {
        if (array.Length != length)
            Array.Resize(ref array, length);
    }
}
