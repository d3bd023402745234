// Creates the tables and writes the content of a JSON document into them: node load.js DOCUMENT
const { readFileSync } = require("node:fs");
const { createStrapi } = require("@strapi/strapi");
const { types, uid, writeModel } = require("./model.js");

const content = JSON.parse(readFileSync(process.argv[2], "utf8"));

async function load() {
  writeModel();
  const strapi = await createStrapi({ appDir: __dirname, distDir: __dirname }).load();
  await allowReading(strapi);
  const created = async (type, documents) => {
    const ids = [];
    for (const data of documents) ids.push((await strapi.documents(uid(type)).create({ data })).documentId);
    return ids;
  };

  await created("site", [content.site]);
  const pictures = [];
  for (const { title: name, ...picture } of content.pictures) {
    const data = { name, ...picture, hash: name, ext: ".png", mime: "image/png", size: 1, provider: "local" };
    pictures.push((await strapi.db.query("plugin::upload.file").create({ data })).id);
  }
  const people = await created("person", content.people);
  const topics = await created("topic", content.topics);
  const platforms = await created(
    "platform",
    content.platforms.map((platform) => ({ ...platform, logo: pictures[platform.logo] })),
  );
  const articles = [];
  for (const { sections, ...article } of content.articles) {
    const [id] = await created("article", [
      {
        ...article,
        heroImage: pictures[article.heroImage],
        people: article.people.map((place) => people[place]),
        topics: article.topics.map((place) => topics[place]),
      },
    ]);
    articles.push(id);
    await created(
      "section",
      sections.map((section) => ({
        ...section,
        article: id,
        mentions: section.mentions.map((place) => platforms[place]),
        body: section.body.map(({ type, platform, page, image, ...block }) => ({
          __component: `blocks.${type.replace("_", "-")}`,
          ...(platform !== undefined && { platform: platforms[platform] }),
          ...(page !== undefined && { page: articles[page] }),
          ...(image !== undefined && { image: pictures[image] }),
          ...block,
        })),
      })),
    );
  }
  await strapi.destroy();
}

/** Everybody may read all types. */
async function allowReading(strapi) {
  const role = await strapi.db.query("plugin::users-permissions.role").findOne({ where: { type: "public" } });
  for (const type of types) {
    for (const action of ["find", "findOne"]) {
      const data = { action: `${uid(type)}.${action}`, role: role.id };
      await strapi.db.query("plugin::users-permissions.permission").create({ data });
    }
  }
}

load().then(
  () => process.exit(),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
