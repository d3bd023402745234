const secret = "for-benchmarks-only";

module.exports = {
  serveAdminPanel: false,
  auth: { secret },
  apiToken: { salt: secret },
  transfer: { token: { salt: secret } },
  secrets: { encryptionKey: secret },
};
