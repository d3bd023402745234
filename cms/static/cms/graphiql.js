// Starts GraphiQL with what the page carries: the address to query and the ready queries.
/* global React, ReactDOM, GraphiQL */

const root = document.getElementById("graphiql");
const readyQueries = JSON.parse(document.getElementById("ready-queries").textContent);
const element = React.createElement;

const MENU_TITLE = "استعلامات جاهزة · Ready queries";

async function fetcher(operation, { headers = {} } = {}) {
  const response = await fetch(root.dataset.endpoint, {
    method: "POST",
    credentials: "omit",
    headers: {
      Accept: "application/graphql-response+json, application/json;q=0.9",
      "Content-Type": "application/json",
      ...headers,
    },
    body: JSON.stringify(operation),
  });
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    const message = `${root.dataset.endpoint} answered ${response.status} without JSON: ${body.slice(0, 300)}`;
    return { errors: [{ message }] };
  }
}

// A draft is text that is neither empty nor a ready query as it came: it keeps its tab.
function isDraft(text) {
  return text.trim() !== "" && !readyQueries.some((query) => query.text === text);
}

// "Arabic · English" is shown as two lines, each in its own direction.
function inLines(title) {
  return title.split(" · ").map((line) => element("span", { key: line, dir: "auto" }, line));
}

function ReadyQueries() {
  const { addTab, queryEditor, variableEditor } = GraphiQL.React.useEditorContext({ nonNull: true });

  function open(text) {
    if (isDraft(queryEditor.getValue())) {
      addTab();
    }
    // GraphiQL fills a new tab's editors while it renders: write after that.
    setTimeout(() => {
      variableEditor?.setValue("");
      queryEditor.setValue(text);
      queryEditor.focus();
    });
  }

  const items = readyQueries.map(({ name, title, text }) =>
    element("li", { key: name }, element("button", { type: "button", onClick: () => open(text) }, inLines(title))),
  );
  return element(
    "section",
    { className: "ready-queries" },
    element("h2", null, inLines(MENU_TITLE)),
    element("ul", null, items),
  );
}

function ReadyQueriesIcon() {
  return element(
    "svg",
    { className: "ready-queries-icon", viewBox: "0 0 24 24", "aria-hidden": true },
    element("path", { d: "M4 6h16M4 12h10M4 18h6m6-3 4 3-4 3z" }),
  );
}

const readyQueriesPlugin = {
  title: MENU_TITLE,
  icon: ReadyQueriesIcon,
  content: ReadyQueries,
};

ReactDOM.render(
  element(GraphiQL, {
    fetcher,
    defaultQuery: "",
    defaultTabs: readyQueries.length ? [{ query: readyQueries[0].text }] : undefined,
    plugins: [readyQueriesPlugin],
    visiblePlugin: readyQueriesPlugin,
  }),
  root,
);
