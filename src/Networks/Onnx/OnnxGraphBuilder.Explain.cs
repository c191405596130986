namespace ArrhythmiaVision.Networks;

/// <summary>Grad-CAM of the class that is given, at the last convolution.</summary>
/// <remarks>
/// Behind the last map stand a mean and a dense layer alone, so that the gradient of class c's logit at every point of channel k is
/// <c>w[c, k] / length</c>: no backward pass is needed.
/// </remarks>
internal sealed partial class OnnxGraphBuilder
{
    private void Explain(NetworkDefinition definition, OnnxExplanation explanation)
    {
        var last = OutputName(definition.Units[^1]);
        if (_images)
        {
            _initializers.Add(OnnxTensor.Of("gradcam.height", 2L));
            Node("Squeeze", "gradcam.maps", [last, "gradcam.height"]);
            last = "gradcam.maps";
        }

        Node("Gather", "gradcam.weights", [OnnxParameter.DenseWeight, Class], OnnxAttribute.Of("axis", 0L));
        var weights = "gradcam.weights";
        if (definition.ContextLength > 0)
        {
            // Behind the channels' weights stand those of the context, which is no place in the beat.
            _initializers.Add(OnnxTensor.Of("gradcam.first", 0L));
            _initializers.Add(OnnxTensor.Of("gradcam.channels", definition.FeatureChannels));
            _initializers.Add(OnnxTensor.Of("gradcam.weight_axis", 2L));
            Node("Slice", "gradcam.channel_weights", [weights, "gradcam.first", "gradcam.channels", "gradcam.weight_axis"]);
            weights = "gradcam.channel_weights";
        }

        Node("MatMul", "gradcam.sums", [weights, last]);
        _initializers.Add(OnnxTensor.Of("gradcam.row", 1L));
        Node("Squeeze", "gradcam.map", ["gradcam.sums", "gradcam.row"]);
        Node("Relu", "gradcam.positive", ["gradcam.map"]);
        _initializers.Add(OnnxTensor.Of("gradcam.placement", Placement(definition, explanation), definition.FeatureLength, definition.InputLength));
        Node("MatMul", GradCam, ["gradcam.positive", "gradcam.placement"]);
    }

    /// <summary>What each point of the map gives each sample: the map over its length, interpolated between its points, <c>[points x samples]</c>.</summary>
    private static float[] Placement(NetworkDefinition definition, OnnxExplanation explanation)
    {
        var layer = ConvolutionLayer.Of(definition)[^1];
        var samples = definition.InputLength;
        var placement = new float[layer.Length * samples];
        for (var t = 0; t < samples; t++)
        {
            var position = explanation == OnnxExplanation.GradCamEndToEnd
                ? (double)t * (layer.Length - 1) / (samples - 1)
                : Math.Clamp((t - layer.FirstCenter) / layer.Step, 0, layer.Length - 1);
            var before = Math.Min((int)position, Math.Max(0, layer.Length - 2));
            var share = position - before;
            placement[(before * samples) + t] = (float)((1 - share) / layer.Length);
            if (share > 0) placement[((before + 1) * samples) + t] = (float)(share / layer.Length);
        }

        return placement;
    }
}
