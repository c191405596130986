// The ONNX Runtime peer: runs a network that the project exported.
//
// usage: node onnxruntime.mjs MODEL BEATS SCORES BATCH THREADS [EMPTY]
//
// BEATS holds float32 beats, a whole number of batches of BATCH; their probabilities go to SCORES. Then each line on
// standard input, "network CALLS" or "empty CALLS", is answered with the seconds that one call took on average. EMPTY is
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

function readBatches(path, samples) {
  const bytes = readFileSync(path);
  const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const batches = [];
  for (let at = 0; at < floats.length; at += batch * samples) {
    batches.push({ beats: new runtime.Tensor("float32", floats.subarray(at, at + batch * samples), [batch, samples]) });
  }
  return batches;
}

async function score(session, batches) {
  const parts = [];
  for (const feeds of batches) parts.push(Buffer.from((await session.run(feeds)).probabilities.data.slice().buffer));
  return Buffer.concat(parts);
}

async function time(session, batches, calls) {
  const started = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) await session.run(batches[i % batches.length]);
  return Number(process.hrtime.bigint() - started) / 1e9 / calls;
}

const sessions = { network: await open(modelPath) };
const batches = readBatches(beatsPath, sessions.network.inputMetadata[0].shape[1]);
if (emptyPath) sessions.empty = await open(emptyPath);
writeFileSync(scoresPath, await score(sessions.network, batches));
console.log(`ONNX Runtime ${runtime.env.versions.node ?? runtime.env.versions.common}, Node ${process.versions.node}`);

for await (const line of createInterface({ input: process.stdin })) {
  const [name, calls] = line.split(" ");
  console.log((await time(sessions[name], batches, Number(calls))).toFixed(9));
}
