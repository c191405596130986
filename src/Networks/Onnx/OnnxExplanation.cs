namespace ArrhythmiaVision.Networks;

/// <summary>Whether an exported graph also says why it gives a beat its class: output <c>gradcam</c>, float <c>[N x 360]</c>.</summary>
/// <remarks>It is Grad-CAM of the most probable class's logit at the last convolution, what speaks against the class cut off at 0, as
/// <c>Attribution.GradCam</c> gives it unless told otherwise.</remarks>
public enum OnnxExplanation
{
    /// <summary>No.</summary>
    None,

    /// <summary>Grad-CAM, each point of the map at the middle of the samples it sees.</summary>
    GradCam,

    /// <summary>Grad-CAM, the map's first point on the first sample and its last on the last, as in the paper's figures.</summary>
    GradCamEndToEnd,
}
