module.exports = {
  graphql: { config: { landingPage: false, maxLimit: 100, depthLimit: 10 } },
  "users-permissions": { config: { jwtSecret: "for-benchmarks-only" } },
};
