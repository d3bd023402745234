"""Questions about all that can be asked, about objects that are there and others that are not."""

import json
import random
from pathlib import Path

from graphql_relay import to_global_id
from wagtail.documents.models import Document
from wagtail.models import Page

from pages.models import ArticlePage, SectionPage
from pages.paths import path_of
from snippets.models import Menu, Person, Picture, Platform, Topic

EXAMPLES = Path(__file__).parents[3] / "cms" / "graphql" / "examples"
CARD = "title path lang summary date translations {locale path} authors {nodes {name}} heroImage {url alt}"
#: Operations without variables.
PLAIN = (
    "{articles {totalCount nodes {title date path}}}",
    f"{{articles(first: 3, orderBy: DATE_DESC) {{nodes {{{CARD}}} pageInfo {{hasNextPage endCursor}}}}}}",
    "{articles(orderBy: TITLE_ASC) {nodes {title dateText}}}",
    f'{{articles(locale: "en", fallback: ["ar"]) {{totalCount nodes {{{CARD}}}}}}}',
    '{articles(filter: {topics: {slugs: ["topic-0"]}}) {totalCount nodes {title}}}',
    '{articles(filter: {platforms: {slugs: ["platform-1"]}}) {totalCount nodes {title}}}',
    "{sections(first: 5) {totalCount nodes {title kind parent {title} mentions {nodes {slug title}}}}}",
    "{platforms {totalCount nodes {slug title kind launchYear mentionedIn {totalCount nodes {title path}}}}}",
    "{people {nodes {name role photo {url title} articles {nodes {title}}}}}",
    "{topics {nodes {name slug articles {totalCount nodes {title}}}}}",
    "{menus {nodes {title items {title url path page {title}}}}}",
    "{images {totalCount nodes {title url alt responsive(preset: CARD) {src srcset}}}}",
    "{documents {totalCount nodes {title url}}}",
    "{redirects {nodes {source target permanent page {title}}}}",
    "{sitemap {totalCount nodes {path lastmod alternates {hreflang path}}}}",
    "{site {name tagline frontendUrl socialProfiles {url platform {title}} sharingImage {url} languages {code}}}",
    '{search(query: "فيسبوك") {totalCount nodes {... on PageInterface {title path}} facets {types {type count}}}}',
    '{suggestions(query: "مق") {title path text segments {text hit} node {__typename}}}',
    '{suggestions(query: "في", first: 10) {title path text node {... on Platform {slug}}}}',
    '{search(query: "فيسبووك") {totalCount didYouMean {query segments {text changed}}}}',
    '{page(path: "/") {title children {totalCount nodes {path children {nodes {title children {nodes {title}}}}}}}}',
)
BODY = """body {
  ... on ParagraphBlock {prose {html text linkedPages {path}}} ... on PlatformBlock {platform {title}}
  ... on ReadAlsoBlock {text url page {title}} ... on ImageBlock {image {url alt}}}"""
ARTICLE = f"""query ($slug: String!) {{article(slug: $slug) {{{CARD} readingTime tableOfContents {{title path}}
  topics {{nodes {{name}}}} sections {{nodes {{title {BODY}}}}} previous {{title}} next {{title}}
  related(first: 3) {{nodes {{title}}}} seo {{title canonicalUrl robots jsonLd}} breadcrumbs {{title path}}}}}}"""
ROUTE = """query ($path: String!) {route(path: $path) {status redirect {target} page {__typename title path
  ... on ArticlePage {sections {nodes {title}}} breadcrumbs {title}}}}"""
NODE = """query ($id: ID!) {node(id: $id) {__typename ... on PageInterface {title path} ... on Platform {title tagline}
  ... on Topic {name} ... on Person {name}}}"""
PLATFORM = """query ($slug: String!, $locale: String) {platform(slug: $slug, locale: $locale) {title arabicName
  description {html} mentionedIn(first: 3) {totalCount nodes {title path parent {title}}}}}"""


#: Another spelling of paths with digits.
OTHER_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def questions(chance: random.Random, number: int = 60) -> list[bytes]:
    """Bodies of requests, few enough for each to be asked again and again."""
    asked = [_body(query) for query in PLAIN]
    asked += [_body(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.graphql"))]
    makers = (_article, _route, _node, _platform)
    return asked + [chance.choice(makers)(chance) for _ in range(number - len(asked))]


def _body(query: str, **variables: str | None) -> bytes:
    return json.dumps({"query": query, "variables": variables}, ensure_ascii=False).encode()


def _article(chance: random.Random) -> bytes:
    slugs = [*ArticlePage.objects.values_list("slug", flat=True), "not-there"]
    return _body(ARTICLE, slug=chance.choice(slugs))


def _route(chance: random.Random) -> bytes:
    placed = [path_of(page) for page in Page.objects.filter(depth__gt=1)]
    path = chance.choice([*(found[1] for found in placed if found), "/not/there/", "/old/"])
    return _body(ROUTE, path=path.translate(chance.choice((OTHER_DIGITS, {}))))


def _node(chance: random.Random) -> bytes:
    model = chance.choice((ArticlePage, SectionPage, Platform, Topic, Person, Menu, Picture, Document))
    name = {Picture: "Picture", Document: "Document"}.get(model, model.__name__)
    keys = [*model.objects.values_list("pk", flat=True), 999_999]
    return _body(NODE, id=to_global_id(name, chance.choice(keys)))


def _platform(chance: random.Random) -> bytes:
    slugs = [*Platform.objects.values_list("slug", flat=True), "not-there"]
    return _body(PLATFORM, slug=chance.choice(slugs), locale=chance.choice([None, "en"]))
