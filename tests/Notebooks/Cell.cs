namespace ArrhythmiaVision.Notebooks.Tests;

/// <summary>A cell of a notebook: words or code, and what the code put out.</summary>
internal sealed record Cell(bool IsCode, string Source, IReadOnlyList<CellOutput> Outputs);

/// <summary>What a cell put out: lines of text, or a value as HTML.</summary>
internal sealed record CellOutput(bool IsHtml, string Text);
