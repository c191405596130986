namespace ArrhythmiaVision.Signals;

/// <summary>The weights of delineation. They were fitted; docs/delineation.md says how, and to what.</summary>
internal static class DelineationWeights
{
    /// <summary>How probable a P wave must be.</summary>
    public const double PThreshold = 0.5;

    /// <summary>How probable a T wave must be.</summary>
    public const double TThreshold = 0.5;

    /// <summary>Where a QRS complex begins.</summary>
    public static ScoreNetwork QrsOnset { get; } = new(BoundarySearch.Count,
    [
        .2888f, -.5732f, -.4412f, -2.255f, -.3938f, -1.109f, 1.085f, -.04417f, -.4197f, -.02256f, -.4104f, -.03651f, .07336f, .4674f,
        -2.493f, .3665f, .4734f, -2.319f, -1.634f, -.246f, -.1562f, -3.31f, -.9314f,
    ]);

    /// <summary>Where a QRS complex ends.</summary>
    public static ScoreNetwork QrsOffset { get; } = new(BoundarySearch.Count,
    [
        .5087f, -.2483f, -1.07f, -2.03f, -.1409f, 1.974f, 1.624f, .02868f, -1.418f, -.5814f, -.4613f, -.4014f, 1.246f, .01937f, -1.498f,
        .01699f, .6105f, -.6721f, -.8478f, -.1731f, -.06147f, -8.27f, -1.897f,
    ]);

    /// <summary>Where a P wave begins.</summary>
    public static ScoreNetwork POnset { get; } = new(BoundarySearch.Count,
    [
        -.1492f, -1.722f, .2865f, -.2647f, -.5664f, 2.736f, .9891f, -.4087f, -1.358f, -.4768f, .4876f, -.5818f, -1.556f, 2.259f, -3.103f,
        2.142f, -1.901f, -1.224f, -.3863f, -.1027f, -.03485f, -4.7f, -1.673f,
    ]);

    /// <summary>Where a P wave ends.</summary>
    public static ScoreNetwork POffset { get; } = new(BoundarySearch.Count,
    [
        -.3248f, -2.1f, -.3646f, -.3146f, .4469f, 2.922f, -.492f, -.6421f, .2541f, -1.412f, .1871f, .06984f, -.07309f, 4.634f, -5.807f,
        4.02f, -.2201f, -1.103f, -.9064f, -.3723f, -.2637f, -2.083f, -.6401f,
    ]);

    /// <summary>Where a T wave begins.</summary>
    public static ScoreNetwork TOnset { get; } = new(BoundarySearch.Count,
    [
        -.003669f, -2.302f, -1.247f, -.598f, -.299f, -.2236f, 1.579f, .2064f, -1.307f, -2.041f, -.99f, -.9477f, 1.489f, 3.54f, -3.736f,
        2.884f, -1.743f, -1.541f, -.2911f, -.3892f, -.6569f, -1.917f, -3.279f,
    ]);

    /// <summary>Where a T wave ends.</summary>
    public static ScoreNetwork TOffset { get; } = new(BoundarySearch.Count,
    [
        .03343f, -2.64f, .02999f, -.9527f, -.2932f, 1.264f, 2.478f, .1673f, -1.359f, -1.734f, -.77f, -.3568f, 1.501f, .546f, -3.57f,
        .5287f, -2.808f, -1.621f, -.1745f, -.2982f, .04568f, -5.406f, -1.353f,
    ]);

    /// <summary>Whether a bump is the P wave.</summary>
    public static ScoreNetwork P { get; } = new(WaveMeasures.PCount,
    [
        -27.94f, -6.353f, -.6586f, 3.982f, .7429f, .1493f, -.5505f, 1.004f, 2.301f, -.9405f, 4.197f, -1.031f, -1.848f, 3.135f, -.4508f,
        45.61f, 11.62f, -7.704f, .6409f, .1742f, -.06349f, -1.665f, -.6981f, 1.196f, 2.811f, -.26f, 2.071f, .5435f, -1.731f, -.6623f,
        -.7295f, 1.234f, -6.698f, -.4712f,
    ]);

    /// <summary>Whether a bump is the T wave.</summary>
    public static ScoreNetwork T { get; } = new(WaveMeasures.TCount,
    [
        7.24f, 1.797f, .5468f, 1.711f, -.4207f, -.2327f, .118f, 6.744f, -6.793f, 7.542f, -7.043f, 3.338f, -.6552f, -2.634f, 3.192f, .3678f,
        -.2595f, -.2832f, -.5847f, -.1421f, -1.478f, .8977f,
    ]);
}
