namespace ArrhythmiaVision.Signals;

/// <summary>
/// The weights of delineation, in the order in which <see cref="BoundarySearch"/> and <see cref="WaveMeasures"/> measure. They were
/// fitted; docs/delineation.md says how, and to what.
/// </summary>
internal static class DelineationWeights
{
    /// <summary>Where a QRS complex begins.</summary>
    public static ReadOnlySpan<float> QrsOnset =>
    [
        .316f, -.6616f, -.5097f, -2.064f, -.4411f, -1.155f, 1.113f, -.035f, -.5035f, -.1481f, -.1303f, -3.62f, .502f, .3986f, -2.034f,
        -.04262f, -.4037f, -.04679f, .02966f, -2.926f, .4212f, -1.524f, -.8507f,
    ];

    /// <summary>Where a QRS complex ends.</summary>
    public static ReadOnlySpan<float> QrsOffset =>
    [
        .4119f, -.05164f, -.9627f, -1.57f, -.1485f, 1.825f, 1.781f, .05001f, -1.715f, -.1432f, -.02611f, -8.515f, .3317f, .2876f, -.243f,
        -.4332f, -.3604f, -.4925f, .9553f, -1.758f, .04686f, -.438f, -1.705f,
    ];

    /// <summary>Where a P wave begins.</summary>
    public static ReadOnlySpan<float> POnset =>
    [
        -.1659f, -1.881f, .2587f, .07481f, -.7354f, 3.125f, .8062f, -.3923f, -1.546f, -.1137f, -.01613f, -5.031f, 2.287f, 2.169f, -1.277f,
        -.4881f, .6273f, -.7026f, -1.779f, -3.033f, -1.865f, -.3986f, -1.658f,
    ];

    /// <summary>Where a P wave ends.</summary>
    public static ReadOnlySpan<float> POffset =>
    [
        -.3061f, -2.371f, -.3203f, -.3957f, .3291f, 3.336f, -.7452f, -.6509f, .4283f, -.383f, -.2588f, -1.585f, 4.849f, 4.209f, -1.209f,
        -1.457f, .4274f, .1553f, -.3267f, -5.682f, -.3469f, -1.149f, -.4569f,
    ];

    /// <summary>Where a T wave begins.</summary>
    public static ReadOnlySpan<float> TOnset =>
    [
        -.04794f, -2.456f, -1.213f, -.517f, -.2386f, -.5195f, 1.668f, .225f, -.7767f, -.3939f, -.6378f, -2.923f, 3.48f, 2.837f, -1.727f,
        -2.197f, -1.204f, -.716f, 1.652f, -3.638f, -1.612f, -.4164f, -4.008f,
    ];

    /// <summary>Where a T wave ends.</summary>
    public static ReadOnlySpan<float> TOffset =>
    [
        .0116f, -2.716f, .1275f, -1.127f, -.3367f, 1.155f, 2.533f, .1706f, -1.146f, -.3063f, .0464f, -5.358f, .5531f, .5342f, -1.629f,
        -1.783f, -.8035f, -.2728f, 1.424f, -3.567f, -2.477f, -.05959f, -1.305f,
    ];

    /// <summary>How much more probable it is that a bump is the P wave than that there is none.</summary>
    public static ReadOnlySpan<float> P =>
    [
        -17.77f, -8.066f, -.6466f, 4.402f, .4187f, .8541f, -.7106f, .9848f, 2.571f, -1.15f, 3.35f, -1.101f, -1.655f, 1.22f, -.00362f,
        34.82f, 2.247f, -7.322f, .6453f, .1892f, -.09998f, .6551f, -1.413f, -.7141f, 4.615f, -2.194f, 2.639f, 2.627f, -2.475f, .1585f,
        -1.099f, -.8617f, -5.266f, -.943f,
    ];

    /// <summary>How much more probable it is that a bump is the T wave than that there is none.</summary>
    public static ReadOnlySpan<float> T =>
    [
        7.277f, 1.792f, .5459f, 1.707f, -.4107f, -.2385f, .12f, 6.7f, -6.794f, 7.498f, -7.042f, 3.323f, -.6535f, -2.681f, 3.233f, .3687f,
        -.2469f, -.2856f, -.5858f, -.1422f, -1.479f, .8979f,
    ];
}
