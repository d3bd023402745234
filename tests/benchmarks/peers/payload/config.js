// The content as collections, with blocks for a section's body; everybody may read.
import { postgresAdapter } from "@payloadcms/db-postgres";
import { buildConfig } from "payload";

const text = (name) => ({ name, type: "text" });
const prose = (name) => ({ name, type: "textarea" });
const number = (name) => ({ name, type: "number" });
const choice = (name, ...options) => ({ name, type: "select", options });
const one = (name, relationTo) => ({ name, type: "relationship", relationTo });
const many = (name, relationTo) => ({ name, type: "relationship", relationTo, hasMany: true });
const picture = (name) => ({ name, type: "upload", relationTo: "pictures" });
const address = { name: "path", type: "text", unique: true };

const block = (slug, interfaceName, ...fields) => ({ slug, interfaceName, fields });
const blocks = [
  block("paragraph", "ParagraphBlock", prose("prose")),
  block("heading", "HeadingBlock", text("text"), choice("level", "h3", "h4")),
  block("point", "PointBlock", text("title"), prose("prose")),
  block("platform", "PlatformBlock", one("platform", "platforms"), text("displayName"), prose("prose")),
  block("read_also", "ReadAlsoBlock", text("text"), one("page", "articles")),
  block("summary", "SummaryBlock", prose("prose")),
  block("quote", "QuoteBlock", text("text"), text("attribution")),
  block("callout", "CalloutBlock", choice("tone", "note", "tip", "warning"), text("title"), prose("prose")),
  block("image", "ImageBlock", picture("image"), text("altText"), text("caption")),
];

const collection = (slug, ...fields) => ({ slug, fields, access: { read: () => true } });

export default buildConfig({
  secret: "for-benchmarks-only",
  serverURL: "http://localhost",
  telemetry: false,
  typescript: { autoGenerate: false },
  db: postgresAdapter({ pool: { connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL_SIZE) } }),
  globals: [{ slug: "site", fields: [text("name")], access: { read: () => true } }],
  collections: [
    { ...collection("pictures", text("title")), upload: { filesRequiredOnCreate: false } },
    collection("people", text("name"), text("role")),
    collection("topics", { ...text("slug"), unique: true }, text("name")),
    collection(
      "platforms",
      { ...text("slug"), unique: true },
      text("latinName"),
      text("arabicName"),
      { ...text("aliases"), hasMany: true },
      choice("kind", "social_network", "microblog", "photo_sharing", "video_sharing", "messaging"),
      text("tagline"),
      prose("description"),
      { ...text("features"), hasMany: true },
      text("website"),
      picture("logo"),
      text("brandColor"),
      number("postLengthLimit"),
      number("launchYear"),
    ),
    collection(
      "articles",
      text("title"),
      address,
      prose("summary"),
      { name: "date", type: "date", index: true },
      prose("lead"),
      picture("heroImage"),
      many("people", "people"),
      many("topics", "topics"),
      many("sections", "sections"),
    ),
    collection(
      "sections",
      text("title"),
      address,
      choice("kind", "definition", "types", "importance", "advantages", "developments"),
      many("mentions", "platforms"),
      { name: "body", type: "blocks", blocks },
    ),
  ],
});
