// Strapi as its own command starts it, without the admin.
const { createStrapi } = require("@strapi/strapi");

exports.serve = async function (port) {
  process.env.PORT = String(port);
  await createStrapi({ appDir: __dirname, distDir: __dirname }).start();
};
