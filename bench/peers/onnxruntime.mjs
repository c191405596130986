// The ONNX Runtime peer: runs a network that the project exported.
//
// usage: node onnxruntime.mjs MODEL BEATS SCORES BATCH THREADS [EMPTY]
//
// BEATS holds float32 beats, a whole number of batches of BATCH, each followed by what else MODEL takes with it, in the order of its
// inputs; SCORES receives, for each batch, MODEL's outputs as float32, in their order. Then each line on standard input, "network CALLS" or "empty CALLS", is answered with the seconds that one call took on average. EMPTY is
// a model that takes and gives what MODEL does and computes nothing: its time is what the way into the runtime costs.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [modelPath, beatsPath, scoresPath, batchText, threadsText, emptyPath] = process.argv.slice(2);
const batch = Number(batchText);
const threads = Number(threadsText);

async function loadRuntime() {
  try {
    return (await import("onnxruntime-node")).default;
  } catch (error) {
    console.error(`onnxruntime-node is not there (${error.code ?? error.message}): run npm install in bench/peers`);
    process.exit(1);
  }
}

const runtime = await loadRuntime();

const open = (path) =>
  runtime.InferenceSession.create(path, {
    executionProviders: ["cpu"],
    graphOptimizationLevel: "all",
    executionMode: "sequential",
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  });

// The width of each input: all are [N x width].
const widths = (session) => session.inputMetadata.map((input) => ({ name: input.name, width: Number(input.shape[1]) }));

function readBatches(path, inputs) {
  const bytes = readFileSync(path);
  const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const row = inputs.reduce((sum, input) => sum + input.width, 0);
  const batches = [];
  for (let at = 0; at < floats.length; at += batch * row) {
    const feeds = {};
    let offset = 0;
    for (const { name, width } of inputs) {
      const values = new Float32Array(batch * width);
      for (let i = 0; i < batch; i++) values.set(floats.subarray(at + i * row + offset, at + i * row + offset + width), i * width);
      feeds[name] = new runtime.Tensor("float32", values, [batch, width]);
      offset += width;
    }
    batches.push(feeds);
  }
  return batches;
}

async function score(session, batches) {
  const parts = [];
  for (const feeds of batches) {
    const outputs = await session.run(feeds);
    for (const name of session.outputNames) parts.push(Buffer.from(Float32Array.from(outputs[name].data, Number).buffer));
  }
  return Buffer.concat(parts);
}

async function time(session, batches, calls) {
  const started = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) await session.run(batches[i % batches.length]);
  return Number(process.hrtime.bigint() - started) / 1e9 / calls;
}

const sessions = { network: await open(modelPath) };
const batches = readBatches(beatsPath, widths(sessions.network));
if (emptyPath) sessions.empty = await open(emptyPath);
writeFileSync(scoresPath, await score(sessions.network, batches));
console.log(`ONNX Runtime ${runtime.env.versions.node ?? runtime.env.versions.common}, Node ${process.versions.node}`);

for await (const line of createInterface({ input: process.stdin })) {
  const [name, calls] = line.split(" ");
  console.log((await time(sessions[name], batches, Number(calls))).toFixed(9));
}
