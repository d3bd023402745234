// Lists that Relay pages and asks for again: of the root, of a page by its id, of shared content by its id.
import { graphql } from "relay-runtime";

graphql`
  query ArticlesQuery {
    ...Articles_list
    platform(slug: "facebook") { ...Articles_mentions }
  }
`;
graphql`
  fragment Articles_list on Query
  @refetchable(queryName: "ArticlesListQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 1 }, after: { type: "String" }) {
    articles(first: $first, after: $after) @connection(key: "Articles_articles") {
      edges { node { id title ...Articles_sections } }
    }
  }
`;
graphql`
  fragment Articles_sections on ArticlePage
  @refetchable(queryName: "ArticlesSectionsQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 2 }, after: { type: "String" }) {
    sections(first: $first, after: $after) @connection(key: "Articles_sections") {
      edges { node { title body { __typename ... on ParagraphBlock { prose { text } } } } }
    }
  }
`;
graphql`
  fragment Articles_mentions on Platform
  @refetchable(queryName: "ArticlesMentionsQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 1 }, after: { type: "String" }) {
    mentionedIn(first: $first, after: $after) @connection(key: "Articles_mentionedIn") {
      edges { node { title } }
    }
  }
`;
