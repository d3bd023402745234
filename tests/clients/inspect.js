// GraphQL Inspector on the schema: documents that it judges, and changes that it names as breaking.
import { readFileSync } from "node:fs";

import { CriticalityLevel, diff, validate } from "@graphql-inspector/core";
import { Source, buildClientSchema, buildSchema, getIntrospectionQuery, printSchema } from "graphql";

import { play } from "./calls.js";

const schemaIn = (path) => buildSchema(readFileSync(path, "utf8"));
const told = (changes) => changes.map(({ criticality, type, path }) => ({ level: criticality.level, type, path }));

// Arguments: the SDL, then the documents. Gives the errors and the uses of deprecated fields, by document.
async function documents(schema, ...paths) {
  // One by one: documents of several programs may use one name.
  const found = paths.flatMap((path) =>
    validate(schemaIn(schema), [new Source(readFileSync(path, "utf8"), path)], { strictDeprecated: true }),
  );
  return found.map(({ source, errors, deprecated }) => [source.name, [...errors, ...deprecated].map(String)]);
}

// The changes that break clients between two files of SDL.
async function breaking(before, after) {
  const changes = await diff(schemaIn(before), schemaIn(after));
  return told(changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking));
}

// The changes of any kind from a file of SDL to what the running site tells of itself.
async function running(before, url) {
  const query = getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true, specifiedByUrl: true });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query }) });
  // Written out and read back: of an introspected schema the inspector does not see `@oneOf`.
  const after = buildSchema(printSchema(buildClientSchema((await answer.json()).data)));
  return told(await diff(schemaIn(before), after));
}

await play({ documents, breaking, running });
