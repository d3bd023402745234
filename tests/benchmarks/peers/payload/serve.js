// Payload's GraphQL without Next.js around it, which would only add to each request.
import { createServer } from "node:http";
import { configToSchema } from "@payloadcms/graphql";
import { createHandler } from "graphql-http/lib/use/http";
import { createPayloadRequest } from "payload";
import config from "./config.js";

export async function serve(port) {
  const { schema, validationRules } = configToSchema(await config);
  const handler = createHandler({
    schema,
    validationRules: (_, asked, rules) => [...rules, ...validationRules(asked)],
    context: async ({ raw }) => ({ headers: {}, req: await payloadRequest(raw) }),
  });
  createServer(handler).listen(port, "127.0.0.1");
}

function payloadRequest({ headers }) {
  const request = new Request("http://127.0.0.1/api/graphql", { headers });
  return createPayloadRequest({ canSetHeaders: true, config, request });
}
