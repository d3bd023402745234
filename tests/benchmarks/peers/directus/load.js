// Creates the tables and writes the content of a JSON document into them: node load.js DOCUMENT
import "./settings.js";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";

const command = "node_modules/@directus/api/dist/cli/run.js"; // without looking for updates, as bin/directus does
execFileSync(process.execPath, [command, "bootstrap", "--skipAdminInit"], { stdio: "inherit" });
const services = await import("@directus/api/services/index");
const { getSchema } = await import("@directus/api/utils/get-schema");
const { create, readable } = await import("./model.js");

const PUBLIC = "abf8a154-5b1c-4a46-ac9c-7300570f4f17"; // the policy of everybody, by Directus's own migration
const content = JSON.parse(await readFile(process.argv[2], "utf8"));

await create(async (name) => new services[name]({ schema: await getSchema({ bypassCache: true }) }));
const schema = await getSchema({ bypassCache: true });
const items = (collection, rows) => new services.ItemsService(collection, { schema }).createMany(rows);

await items(
  "directus_permissions",
  readable.map((collection) => ({ policy: PUBLIC, collection, action: "read", permissions: {}, fields: ["*"] })),
);
await items("site", [content.site]);
const pictures = await items(
  "directus_files",
  content.pictures.map(({ url, ...picture }) => ({
    ...picture,
    ...{ storage: "local", filename_disk: url, filename_download: url, type: "image/png" },
  })),
);
const people = await items("people", content.people);
const topics = await items("topics", content.topics);
const platforms = await items(
  "platforms",
  content.platforms.map((platform) => ({ ...platform, logo: pictures[platform.logo] })),
);
const articles = [];
for (const { sections, ...article } of content.articles) {
  const [id] = await items("articles", [
    {
      ...article,
      heroImage: pictures[article.heroImage],
      people: article.people.map((place, sort) => ({ people: people[place], sort })),
      topics: article.topics.map((place, sort) => ({ topics: topics[place], sort })),
      sections: sections.map(section),
    },
  ]);
  articles.push(id);
}
process.exit();

function section({ mentions, body, ...fields }, sort) {
  return {
    ...fields,
    sort,
    mentions: mentions.map((place, sort) => ({ platforms: platforms[place], sort })),
    body: body.map((block, sort) => ({ sort, ...reference(block) })),
  };
}

/** The block with its collection: read_also is kept in ReadAlsoBlock. */
function reference({ type, platform, page, image, ...fields }) {
  const keys = { platform: platforms[platform], page: articles[page], image: pictures[image] };
  const collection = `${type.replace(/(^|_)(.)/g, (_, __, letter) => letter.toUpperCase())}Block`;
  return { collection, item: { ...fields, ...keys } };
}
