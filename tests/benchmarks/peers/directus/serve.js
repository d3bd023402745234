// Directus as its own command starts it.
import "./settings.js";

export async function serve(port) {
  process.env.PORT = String(port);
  const { startServer } = await import("@directus/api/server");
  await startServer();
}
