// The content as collections, with a relation to any block for a section's body.

const string = { type: "string" };
const text = { type: "text" };
const integer = { type: "integer" };
const date = { type: "date", schema: { is_indexed: true } };
const list = { type: "json", meta: { interface: "tags", special: ["cast-json"] } };
const unique = { type: "string", schema: { is_unique: true } };

const blocks = {
  ParagraphBlock: { prose: text },
  HeadingBlock: { text: string, level: string },
  PointBlock: { title: string, prose: text },
  PlatformBlock: { displayName: string, prose: text },
  ReadAlsoBlock: { text: string },
  SummaryBlock: { prose: text },
  QuoteBlock: { text: text, attribution: string },
  CalloutBlock: { tone: string, title: string, prose: text },
  ImageBlock: { altText: string, caption: string },
};
const collections = {
  site: { name: string },
  people: { name: string, role: string },
  topics: { slug: unique, name: string },
  platforms: {
    ...{ slug: unique, latinName: string, arabicName: string, aliases: list, kind: string, tagline: string },
    ...{ description: text, features: list, website: string, brandColor: string },
    ...{ postLengthLimit: integer, launchYear: integer },
  },
  articles: { title: string, path: unique, summary: text, date, lead: text },
  sections: { title: string, path: unique, kind: string, sort: integer },
  ...blocks,
  articles_people: { sort: integer },
  articles_topics: { sort: integer },
  sections_mentions: { sort: integer },
  sections_body: { sort: integer, collection: string, item: string },
};
/** Many to one: [collection, field, what it leads to, the other side's field]. */
const relations = [
  ["platforms", "logo", "directus_files"],
  ["articles", "heroImage", "directus_files"],
  ["sections", "article", "articles", "sections"],
  ["PlatformBlock", "platform", "platforms"],
  ["ReadAlsoBlock", "page", "articles"],
  ["ImageBlock", "image", "directus_files"],
];
/** Through a collection that joins, in order: [joining collection, from, its field, to]. */
const joins = [
  ["articles_people", "articles", "people", "people"],
  ["articles_topics", "articles", "topics", "topics"],
  ["sections_mentions", "sections", "mentions", "platforms"],
];
export const readable = [...Object.keys(collections), "directus_files"];

/** Creates all of it by Directus's services, each made for the schema as it is by then. */
export async function create(service) {
  for (const [collection, fields] of Object.entries(collections)) {
    await (
      await service("CollectionsService")
    ).createOne({
      collection,
      schema: {},
      meta: { singleton: collection === "site" },
      fields: Object.entries(fields).map(([field, kind]) => ({ field, ...kind })),
    });
  }
  for (const [collection, field, related, other] of relations) {
    await foreignKey(service, collection, field, related, { one_field: other, sort_field: other && "sort" });
    if (other) await alias(service, related, other, "o2m");
  }
  for (const [joining, from, field, to] of joins) {
    await foreignKey(service, joining, from, from, { one_field: field, sort_field: "sort", junction_field: to });
    await foreignKey(service, joining, to, to, { junction_field: from });
    await alias(service, from, field, "m2m");
  }
  const body = { one_field: "body", sort_field: "sort", junction_field: "item" };
  await foreignKey(service, "sections_body", "section", "sections", body);
  await (
    await service("RelationsService")
  ).createOne({
    collection: "sections_body",
    field: "item",
    related_collection: null,
    meta: {
      one_allowed_collections: Object.keys(blocks),
      one_collection_field: "collection",
      junction_field: "section",
    },
  });
  await alias(service, "sections", "body", "m2a");
}

async function foreignKey(service, collection, field, related, meta) {
  const type = related === "directus_files" ? "uuid" : "integer";
  await (await service("FieldsService")).createField(collection, { field, type, schema: {} });
  await (
    await service("RelationsService")
  ).createOne({ collection, field, related_collection: related, schema: {}, meta });
}

async function alias(service, collection, field, special) {
  await (
    await service("FieldsService")
  ).createField(collection, { field, type: "alias", meta: { special: [special] } });
}
