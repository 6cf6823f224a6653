import type { PageFiles } from "../page-file";

/** The files of the page that shows the state, at `/_trent/`. */
export const STATE_FILES: PageFiles = {
  "/": () => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Trent</title></head>
<body><main><h1>Trent</h1><p><a href="reference/">The reference of the API</a></p></main></body></html>
`,
};
