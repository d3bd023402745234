// Those without which Strapi does not start; not among them is the log of each request.
const names = ["errors", "security", "cors", "query", "body", "favicon", "public"];

module.exports = names.map((name) => `strapi::${name}`);
