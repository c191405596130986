using ArrhythmiaVision.Tool;

return await ArrhythmiaTool.RunAsync(args, ToolConsole.OfProcess());
