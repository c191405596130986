namespace ArrhythmiaVision.Networks;

/// <summary>
/// Which buffer holds the gradient at which unit's output: a gradient is let go as soon as nothing needs it, and its
/// buffer taken by a later one, which keeps the backward pass in cache.
/// </summary>
internal sealed class GradientSlots
{
    public GradientSlots(NetworkGeometry geometry)
    {
        var units = geometry.Units;
        SlotOf = new int[units.Length];
        var sizes = new List<int>();
        var free = new Stack<int>();
        Take(units.Length - 1);
        for (var u = units.Length - 1; u > 0; u--)
        {
            Take(u - 1);
            for (var v = u; v < units.Length; v++)
            {
                // The gradient at v is last read when its own unit, or the unit after its shortcut's source, is done.
                var source = units[v].Unit.ShortcutSource;
                if ((source >= 0 ? source + 1 : v) == u) free.Push(SlotOf[v]);
            }
        }

        Sizes = [.. sizes];

        void Take(int u)
        {
            if (!free.TryPop(out var slot))
            {
                slot = sizes.Count;
                sizes.Add(0);
            }

            SlotOf[u] = slot;
            sizes[slot] = Math.Max(sizes[slot], units[u].OutputSize);
        }
    }

    /// <summary>The buffer of each unit.</summary>
    public int[] SlotOf { get; }

    /// <summary>Floats a beat takes in each buffer.</summary>
    public int[] Sizes { get; }
}
