import { bundledScript, fileOfPackage, fileOnDisk, type PageFiles } from "../page-file";

/**
 * The files of the reference page, at `/_trent/reference/`: Swagger UI with its licence, and what is our own. The package
 * of Swagger UI is no dependency of ours, because its own dependency reports each install.
 */
export const REFERENCE_FILES: PageFiles = {
  "/reference/": fileOnDisk(__dirname, "index.html"),
  "/reference/start.js": bundledScript(__dirname, "page", "main.ts"),
  "/reference/style.css": fileOnDisk(__dirname, "style.css"),
  "/reference/swagger-ui-bundle.js": fileOfPackage("swagger-ui-dist/swagger-ui-bundle.js"),
  "/reference/swagger-ui.css": fileOfPackage("swagger-ui-dist/swagger-ui.css"),
  "/reference/swagger-ui.LICENSE.txt": fileOfPackage("swagger-ui-dist/LICENSE"),
  "/reference/swagger-ui.NOTICE.txt": fileOfPackage("swagger-ui-dist/NOTICE"),
  "/reference/swagger-ui-bundle.js.LICENSE.txt": fileOfPackage("swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt"),
};
