// Creates the tables and writes the content of a JSON document into them: node load.js DOCUMENT
import { readFile } from "node:fs/promises";
import pg from "pg";

const content = JSON.parse(await readFile(process.argv[2], "utf8"));
const articles = content.articles.map(({ heroImage, ...article }, id) => ({ id, heroImageId: heroImage, ...article }));
const sections = articles
  .flatMap((article) => article.sections.map((section) => ({ articleId: article.id, ...section })))
  .map((section, id) => ({ id, ...section }));
const tables = {
  site: [{ id: 1, ...content.site }],
  pictures: numbered(content.pictures),
  people: numbered(content.people),
  topics: numbered(content.topics),
  platforms: numbered(content.platforms.map(({ logo, ...platform }) => ({ ...platform, logoId: logo }))),
  articles,
  article_people: articles.flatMap(({ id, people }) => people.map((personId) => ({ articleId: id, personId }))),
  article_topics: articles.flatMap(({ id, topics }) => topics.map((topicId) => ({ articleId: id, topicId }))),
  sections,
  section_mentions: sections.flatMap(({ id, mentions }) =>
    mentions.map((platformId) => ({ sectionId: id, platformId })),
  ),
  blocks: sections.flatMap(({ id, body }) =>
    body.map(({ platform, page, image, ...block }, position) => ({
      ...{ sectionId: id, position, platformId: platform, pageId: page, imageId: image },
      ...block,
    })),
  ),
};

const client = new pg.Client(process.env.DATABASE_URL);
await client.connect();
await client.query(await readFile("schema.sql", "utf8"));
for (const [table, rows] of Object.entries(tables)) await insert(table, rows);
await client.end();

function numbered(rows) {
  return rows.map((row, id) => ({ id, ...row }));
}

/** Writes what the table has columns for. */
async function insert(table, rows) {
  const { rows: columns } = await client.query(
    "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and attgenerated = ''",
    [table],
  );
  const names = columns.map(({ attname }) => attname).join(", ");
  const values = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value])),
  );
  await client.query(
    `insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(values)],
  );
}

function snake(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
