// What Directus reads from its environment; to be imported before it.
Object.assign(process.env, {
  DB_CLIENT: "pg",
  DB_CONNECTION_STRING: process.env.DATABASE_URL,
  DB_POOL__MIN: "0",
  DB_POOL__MAX: process.env.POOL_SIZE,
  SECRET: "for-benchmarks-only-and-32-letters",
  HOST: "127.0.0.1",
  LOG_LEVEL: "warn",
  TELEMETRY: "false",
  PRESSURE_LIMITER_ENABLED: "false", // which refuses requests under load
});
