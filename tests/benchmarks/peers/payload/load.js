// Creates the tables and writes the content of a JSON document into them: node load.js DOCUMENT
import { readFile } from "node:fs/promises";
import { getPayload } from "payload";

process.env.NODE_ENV = "test"; // in production Payload makes tables of migrations only
const { default: config } = await import("./config.js");
const payload = await getPayload({ config });
const content = JSON.parse(await readFile(process.argv[2], "utf8"));

await payload.updateGlobal({ slug: "site", data: content.site });
const pictures = await created(
  "pictures",
  content.pictures.map((picture) => ({ ...picture, url: `https://www.example${picture.url}` })),
);
const people = await created("people", content.people);
const topics = await created("topics", content.topics);
const platforms = await created(
  "platforms",
  content.platforms.map((platform) => ({ ...platform, logo: pictures[platform.logo] })),
);
const articles = [];
for (const article of content.articles) {
  const sections = await created("sections", article.sections.map(section));
  const [id] = await created("articles", [
    {
      ...article,
      heroImage: pictures[article.heroImage],
      people: article.people.map((place) => people[place]),
      topics: article.topics.map((place) => topics[place]),
      sections,
    },
  ]);
  articles.push(id);
}
process.exit();

/** The keys of new documents. */
async function created(collection, documents) {
  const ids = [];
  for (const data of documents) ids.push((await payload.create({ collection, data })).id);
  return ids;
}

function section({ mentions, body, ...fields }) {
  return {
    ...fields,
    mentions: mentions.map((place) => platforms[place]),
    body: body.map(({ type, platform, page, image, ...block }) => ({
      blockType: type,
      platform: platforms[platform],
      page: articles[page],
      image: pictures[image],
      ...block,
    })),
  };
}
