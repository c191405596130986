using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>Zeroed floats that never move and begin at a cache line.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int LineBytes = 64;
    private readonly float[] _array;

    public AlignedBuffer(long length)
    {
        _array = GC.AllocateArray<float>(checked((int)(length + (LineBytes / sizeof(float)))), pinned: true);
        var address = (nint)Unsafe.AsPointer(ref _array[0]);
        Pointer = (float*)((address + LineBytes - 1) & ~(nint)(LineBytes - 1));
        Length = (int)length;
    }

    /// <summary>
    /// The first float; valid as long as this buffer is reachable. A method that uses it last of all keeps the buffer's owner alive to its
    /// end (<see cref="GC.KeepAlive"/>): the collector may otherwise free what the pointer leads to while a kernel is at work.
    /// </summary>
    public float* Pointer { get; }

    public int Length { get; }

    public Span<float> Span => new(Pointer, Length);
}
