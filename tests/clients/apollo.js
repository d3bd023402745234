// Apollo Client as a frontend sets it up: pages by cursor, one cache entry for each object, persisted queries, errors.
import { createHash } from "node:crypto";

import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { relayStylePagination } from "@apollo/client/utilities";

import { noted, play } from "./calls.js";

const INTROSPECTION = gql`{ __schema { types { kind name possibleTypes { name } } } }`;
const ARTICLES = gql`
  query Articles($after: String) {
    articles(first: 1, after: $after) {
      edges { cursor node { id title } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`;
const HITS = gql`
  query Hits($words: String!) {
    search(query: $words, first: 20) {
      nodes {
        ... on PageInterface { id title }
        ... on SnippetInterface { id locale }
      }
    }
  }
`;

const typePolicies = { Query: { fields: { articles: relayStylePagination(["locale", "fallback", "filter", "orderBy"]) } } };

function clientOf(uri, { link = [], possibleTypes, fetch } = {}) {
  return new ApolloClient({
    link: ApolloLink.from([...link, new HttpLink({ uri, fetch })]),
    cache: new InMemoryCache({ typePolicies, possibleTypes }),
  });
}

async function possibleTypesOf(uri) {
  const { data } = await clientOf(uri).query({ query: INTROSPECTION });
  const abstract = data.__schema.types.filter((type) => type.possibleTypes);
  return Object.fromEntries(abstract.map((type) => [type.name, type.possibleTypes.map((one) => one.name)]));
}

async function pages(uri) {
  const { fetch, calls } = noted();
  const client = clientOf(uri, { fetch });
  let { data } = await client.query({ query: ARTICLES });
  const total = data.articles.totalCount;
  const list = client.watchQuery({ query: ARTICLES });
  while (data.articles.pageInfo.hasNextPage && calls.length < 10) {
    ({ data } = await list.fetchMore({ variables: { after: data.articles.pageInfo.endCursor } }));
  }
  const kept = client.readQuery({ query: ARTICLES }).articles;
  return { total, requests: calls.length, titles: kept.edges.map((edge) => edge.node.title), pageInfo: kept.pageInfo };
}

async function normalised(uri) {
  const client = clientOf(uri);
  await client.query({ query: gql`{ platforms(first: 3) { nodes { id slug title } } }` });
  const one = await client.query({ query: gql`{ platform(slug: "facebook") { id launchYear } }` });
  const kept = client.cache.extract();
  const { id } = one.data.platform;
  const whole = gql`fragment Whole on Platform { id slug title launchYear }`;
  return {
    entries: Object.keys(kept).filter((key) => key.startsWith("Platform:")).length,
    merged: client.readFragment({ id: client.cache.identify({ __typename: "Platform", id }), fragment: whole }),
    id,
  };
}

async function blocks(uri) {
  const client = clientOf(uri);
  const query = gql`
    query Body($locale: String!) {
      sections(locale: $locale) { nodes { id body { id lang ... on ParagraphBlock { prose { text } } } } }
    }
  `;
  const answers = [];
  for (const locale of ["ar", "en"]) answers.push((await client.query({ query, variables: { locale } })).data);
  const given = answers.flatMap((data) => data.sections.nodes.flatMap((section) => section.body));
  const kept = Object.keys(client.cache.extract()).filter((key) => /^\w+Block:/.test(key));
  return { given: given.length, kept: kept.length };
}

async function abstractTypes(uri) {
  const possibleTypes = await possibleTypesOf(uri);
  const client = clientOf(uri, { possibleTypes });
  const { data } = await client.query({ query: HITS, variables: { words: "فيسبوك" } });
  const again = client.readQuery({ query: HITS, variables: { words: "فيسبوك" } });
  return { possibleTypes, same: JSON.stringify(again) === JSON.stringify(data), hits: data.search.nodes };
}

async function persisted(uri, method) {
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  const { fetch, calls } = noted();
  const link = [new PersistedQueryLink({ sha256, useGETForHashedQueries: method === "GET" })];
  const client = clientOf(uri, { link, fetch });
  // A name of its own for each run: no text of an earlier one is found.
  const query = gql`query ${`Persisted${method}`} { platform(slug: "facebook") { id arabicName } }`;
  const names = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const { data } = await client.query({ query, fetchPolicy: "network-only" });
    names.push(data.platform.arabicName);
  }
  return { calls, names };
}

async function codes(uri) {
  const client = clientOf(uri);
  const ask = async (query, options = {}) => {
    const { data, error } = await client.query({ query, errorPolicy: "all", fetchPolicy: "network-only", ...options });
    const typed = CombinedGraphQLErrors.is(error);
    return { data, typed, errors: error?.errors?.map(({ path, extensions }) => ({ path, code: extensions.code })) };
  };
  return {
    partial: await ask(gql`{ articles(first: 0) { totalCount } platform(slug: "facebook") { slug } }`),
    unknown: await ask(gql`{ nothing }`),
    variables: await ask(gql`query Q($by: ArticlePageBy) { article(by: $by) { id } }`, {
      variables: { by: { slug: "a", id: "b" } },
    }),
    missing: await ask(gql`{ article(slug: "no-such") { id } }`),
  };
}

await play({ pages, normalised, blocks, abstractTypes, persisted, codes });
