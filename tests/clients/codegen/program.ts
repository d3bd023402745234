// A frontend in small, on the generated types. It is compiled only; each `@ts-expect-error` says what must not compile.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

import type { RichTextTree } from "./rich-text.js";
import {
  type ArticlePageBy,
  type ArticlePageFilter,
  type FindWordsQuery,
  type ReadArticleQuery,
  Direction,
  FindWordsDocument,
  FollowPathDocument,
  ListArticlesDocument,
  PreviewDocument,
  ReadArticleDocument,
  RouteStatus,
  SectionKind,
} from "./generated/graphql.js";

declare function ask<Data, Variables>(query: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data>;

// A way to name an object is exactly one of several.
const bySlug: ArticlePageBy = { slug: "a" };
// @ts-expect-error two at once
const byTwo: ArticlePageBy = { slug: "a", path: "/a/" };

// Filters are typed to their leaves.
const filter: ArticlePageFilter = {
  or: [{ date: { gte: "2026-01-01" } }, { not: { topics: { slugs: ["marketing"] } } }],
  platforms: { slugs: ["facebook"] },
};
// @ts-expect-error no such field
const byColumn: ArticlePageFilter = { password: { eq: "a" } };

// Each choice is known; one more in the schema and this no longer compiles.
const kinds: Record<SectionKind, string> = {
  [SectionKind.Definition]: "?",
  [SectionKind.Types]: "≡",
  [SectionKind.Importance]: "!",
  [SectionKind.Advantages]: "+",
  [SectionKind.Developments]: "↗",
  [SectionKind.Other]: "·",
};
const directions: Record<Direction, "ltr" | "rtl"> = { [Direction.Ltr]: "ltr", [Direction.Rtl]: "rtl" };

type Section = NonNullable<ReadArticleQuery["article"]>["sections"]["nodes"][number];
type Hit = FindWordsQuery["search"]["edges"][number]["node"];

function textOf(node: RichTextTree | RichTextTree["children"][number]): string {
  switch (node.type) {
    case "document":
    case "quote":
      return node.children.map(textOf).join("\n");
    case "list":
      return node.children.flatMap((item) => item.children.map(textOf)).join("\n");
    case "paragraph":
    case "heading":
      return node.children.map(inlineOf).join("");
  }
}

function inlineOf(node: Extract<RichTextTree["children"][number], { type: "paragraph" }>["children"][number]): string {
  switch (node.type) {
    case "text":
      return node.value;
    case "lineBreak":
      return "\n";
    case "run":
    case "link":
      return node.children.map(inlineOf).join("");
  }
}

function blockOf(block: Section["body"][number]): string {
  switch (block.__typename) {
    case "ParagraphBlock":
    case "SummaryBlock":
      // @ts-expect-error prose may be null in a draft
      block.prose.html;
      return block.prose ? textOf(block.prose.tree) : "";
    case "PlatformBlock":
      return block.displayName || (block.platform?.title ?? "");
    case "TableBlock":
      return (block.rows ?? []).map((row) => row.join("\t")).join("\n");
    case "HeadingBlock":
      return "#".repeat(block.level ?? 3) + (block.text ?? "");
    case "PointBlock":
      return block.title ?? "";
    case "ReadAlsoBlock":
      return block.page?.path ?? block.url ?? block.text ?? "";
    case "QuoteBlock":
      return block.attribution ?? "";
    case "CalloutBlock":
      return block.tone ?? "";
    case "ImageBlock":
      return block.altText || (block.image?.alt ?? "");
    case "EmbedBlock":
      return block.url ?? "";
  }
}

function hitOf(hit: Hit): string {
  switch (hit.__typename) {
    case "ArticlePage":
      return hit.date;
    case "SectionPage":
      return kinds[hit.sectionKind];
    case "Platform":
      // @ts-expect-error the year may be unknown
      hit.launchYear.toFixed();
      return `${hit.platformKind} ${hit.launchYear ?? ""}`;
    case "HomePage":
    case "ArticleIndexPage":
      return hit.title;
    default:
      return hit satisfies never;
  }
}

export async function read(): Promise<string[]> {
  const { article } = await ask(ReadArticleDocument, { by: bySlug });
  // @ts-expect-error an article may not be there
  article.title;
  if (!article) return [];
  const id: string = article.id;
  const updated: string | null | undefined = article.updatedOn;
  const image: string | undefined = article.heroImage?.responsive.sources[0]?.type;
  return [id, updated ?? "", image ?? "", ...article.sections.nodes.flatMap((section) => section.body.map(blockOf))];
}

export async function list(): Promise<string[]> {
  const titles: string[] = [];
  let after: string | null | undefined;
  do {
    const { articles } = await ask(ListArticlesDocument, { filter, after: after ?? null });
    titles.push(...(articles?.edges.map((edge) => edge.node.title) ?? []));
    after = articles?.pageInfo.hasNextPage ? articles.pageInfo.endCursor : null;
  } while (after);
  return titles;
}

export async function find(words: string): Promise<string[]> {
  // @ts-expect-error the words are required
  await ask(FindWordsDocument, {});
  const { search } = await ask(FindWordsDocument, { words });
  return search.edges.map((edge) => hitOf(edge.node));
}

export async function follow(path: string): Promise<number> {
  const { route } = await ask(FollowPathDocument, { path });
  const statuses: Record<RouteStatus, number> = {
    [RouteStatus.Found]: 200,
    [RouteStatus.Redirect]: route.redirect?.permanent ? 301 : 302,
    [RouteStatus.Gone]: 410,
    [RouteStatus.NotFound]: 404,
  };
  document.dir = route.page ? directions[route.page.dir] : "rtl";
  return statuses[route.status];
}

export async function preview(token: string): Promise<string> {
  const { preview: found } = await ask(PreviewDocument, { token });
  if (!found) return "";
  if (found.__typename === "Person") return found.name;
  if (found.__typename === "Platform") return found.latinName;
  return "path" in found ? found.path : found.__typename;
}

export { byTwo, byColumn };
