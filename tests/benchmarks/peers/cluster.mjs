// Serves the peer in the current folder from several processes on one port: node ../cluster.mjs PORT PROCESSES
import cluster from "node:cluster";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [port, processes] = process.argv.slice(2).map(Number);

if (cluster.isPrimary) {
  for (let number = 0; number < processes; number++) cluster.fork();
  cluster.on("exit", () => process.exit(1));
} else {
  const { serve } = await import(pathToFileURL(resolve("serve.js")));
  await serve(port);
}
