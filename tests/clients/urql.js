// urql as a frontend sets it up: persisted queries, errors, pages by cursor, and its cache that knows the schema.
import { Client, cacheExchange, fetchExchange, gql } from "@urql/core";
import { cacheExchange as graphcache } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { persistedExchange } from "@urql/exchange-persisted";
import { getIntrospectionQuery } from "graphql";

import { noted, play } from "./calls.js";

const ARTICLES = gql`
  query Articles($after: String) {
    articles(first: 1, after: $after) {
      edges { cursor node { __typename id title } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

function clientOf(url, { cache = cacheExchange, between = [], fetch } = {}) {
  return new Client({ url, fetch, exchanges: [cache, ...between, fetchExchange], preferGetMethod: false });
}

function told(error) {
  return error.graphQLErrors.map(({ path, extensions }) => ({ path, code: extensions.code }));
}

async function one(url) {
  const { data } = await clientOf(url).query(gql`{ platform(slug: "facebook") { arabicName launchYear } }`, {});
  return data;
}

async function error(url) {
  const { data, error: failed } = await clientOf(url).query(gql`{ articles(first: 101) { totalCount } site { name } }`, {});
  return { data, errors: told(failed) };
}

async function persisted(url) {
  const { fetch, calls } = noted();
  const client = clientOf(url, { fetch, between: [persistedExchange({ preferGetForPersistedQueries: true })] });
  const query = gql`query UrqlPersisted { platform(slug: "x") { arabicName } }`;
  const answers = [];
  for (let turn = 0; turn < 2; turn += 1) {
    answers.push((await client.query(query, {}, { requestPolicy: "network-only" })).data.platform.arabicName);
  }
  return { calls, answers };
}

async function pages(url) {
  const asked = await clientOf(url).query(getIntrospectionQuery({ descriptions: false }), {});
  const warnings = [];
  const cache = graphcache({
    schema: asked.data,
    resolvers: { Query: { articles: relayPagination() } },
    logger: (level, message) => warnings.push(`${level}: ${message}`),
  });
  const client = clientOf(url, { cache });
  let { data } = await client.query(ARTICLES, {});
  for (let turn = 0; data.articles.pageInfo.hasNextPage && turn < 10; turn += 1) {
    ({ data } = await client.query(ARTICLES, { after: data.articles.pageInfo.endCursor }));
  }
  return { titles: data.articles.edges.map((edge) => edge.node.title), warnings };
}

await play({ one, error, persisted, pages });
