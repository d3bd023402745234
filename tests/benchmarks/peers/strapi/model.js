// The content as content types, with components for a section's body, written to the files that Strapi reads them from.
const { mkdirSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");

const string = { type: "string" };
const text = { type: "text" };
const integer = { type: "integer" };
const list = { type: "json" };
const unique = { type: "string", unique: true };
const picture = { type: "media", allowedTypes: ["images"] };
const choice = (...values) => ({ type: "enumeration", enum: values });
const relation = (kind, name, other) => ({ type: "relation", relation: kind, target: uid(name), ...other });

const blocks = {
  paragraph: { prose: text },
  heading: { text: string, level: choice("h3", "h4") },
  point: { title: string, prose: text },
  platform: { platform: relation("oneToOne", "platform"), displayName: string, prose: text },
  "read-also": { text: string, page: relation("oneToOne", "article") },
  summary: { prose: text },
  quote: { text, attribution: string },
  callout: { tone: choice("note", "tip", "warning"), title: string, prose: text },
  image: { image: picture, altText: string, caption: string },
};
const types = {
  site: { name: string },
  person: { name: string, role: string },
  topic: { slug: unique, name: string },
  platform: {
    ...{ slug: unique, latinName: string, arabicName: string, aliases: list, tagline: string, description: text },
    kind: choice("social_network", "microblog", "photo_sharing", "video_sharing", "messaging"),
    ...{ features: list, website: string, logo: picture, brandColor: string },
    ...{ postLengthLimit: integer, launchYear: integer },
  },
  article: {
    ...{ title: string, path: unique, summary: text, date: { type: "date" }, lead: text, heroImage: picture },
    people: relation("oneToMany", "person"),
    topics: relation("oneToMany", "topic"),
    sections: relation("oneToMany", "section", { mappedBy: "article" }),
  },
  section: {
    ...{ title: string, path: unique },
    kind: choice("definition", "types", "importance", "advantages", "developments"),
    article: relation("manyToOne", "article", { inversedBy: "sections" }),
    mentions: relation("oneToMany", "platform"),
    body: { type: "dynamiczone", components: Object.keys(blocks).map((name) => `blocks.${name}`) },
  },
};

function uid(name) {
  return `api::${name}.${name}`;
}

function write(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Writes a component for each block, and for each type its schema and what makes its actions known. */
function writeModel() {
  for (const [name, attributes] of Object.entries(blocks)) {
    const names = { collectionName: `blocks_${name.replace("-", "_")}`, info: { displayName: name } };
    write(`src/components/blocks/${name}.json`, JSON.stringify({ ...names, attributes }));
  }
  for (const [name, attributes] of Object.entries(types)) {
    const info = { singularName: name, pluralName: name === "person" ? "people" : `${name}s`, displayName: name };
    const kind = name === "site" ? "singleType" : "collectionType";
    const schema = { kind, collectionName: info.pluralName, info, options: { draftAndPublish: false }, attributes };
    write(`src/api/${name}/content-types/${name}/schema.json`, JSON.stringify(schema));
    for (const part of ["Controller", "Router", "Service"]) {
      const folder = part === "Router" ? "routes" : `${part.toLowerCase()}s`;
      write(
        `src/api/${name}/${folder}/${name}.js`,
        `module.exports = require("@strapi/strapi").factories.createCore${part}("${uid(name)}");\n`,
      );
    }
  }
  mkdirSync("public/uploads", { recursive: true });
}

module.exports = { types: Object.keys(types), uid, writeModel };
