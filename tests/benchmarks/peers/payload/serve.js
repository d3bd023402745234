// Payload as its users serve it, inside Next.js.
import { createServer } from "node:http";
import next from "next";

export async function serve(port) {
  const app = next({ dev: false });
  await app.prepare();
  createServer(app.getRequestHandler()).listen(port, "127.0.0.1");
}
