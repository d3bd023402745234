// A `fetch` that keeps a note of each call: its method, whether the operation's text went along, the status.
export function noted() {
  const calls = [];
  async function told(address, options = {}) {
    const answer = await fetch(address, options);
    const sent = options.body ? "query" in JSON.parse(options.body) : new URL(address).searchParams.has("query");
    calls.push({ method: options.method ?? "GET", text: sent, status: answer.status });
    return answer;
  }
  return { fetch: told, calls };
}

// Runs the scenario that the first argument names with those that follow, and prints what it gives as JSON.
export async function play(scenarios) {
  const [name, ...args] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(await scenarios[name](...args)));
}
