import { clearFragment } from "./clear-fragment";
import { followColorScheme } from "./color-scheme";
import { operationNames } from "./operation-names";

/** What the bundle of Swagger UI puts on the page, as far as it is used here. */
declare const SwaggerUIBundle: (options: Readonly<Record<string, unknown>>) => void;

followColorScheme();
SwaggerUIBundle({
  dom_id: "#reference",
  url: "document.json",
  // By default it asks a host of its vendor whether the document is valid.
  validatorUrl: null,
  tryItOutEnabled: true,
  deepLinking: true,
  displayRequestDuration: true,
  filter: true,
  defaultModelsExpandDepth: 0,
  requestInterceptor: clearFragment,
  plugins: [operationNames],
});
