import { html } from "../../../../openapi/dialect/markup";
import { compareResults, earlierResult } from "../../comparison";
import { changeView } from "../change-view";
import { element, result } from "./page-data";

/** Compares with the result.json that the reader chooses. The file stays in the browser. */
export function listenToEarlierFile(): void {
  const input = element("earlier", HTMLInputElement);
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    const earlier = parsed(await file.text());
    const view = earlier
      ? changeView(compareResults(earlier, result))
      : html`<p>${file.name} is not the result.json of a run of this suite.</p>`;
    const changes = element("changes", HTMLElement);
    changes.innerHTML = view.text;
    changes.scrollIntoView({ block: "nearest" });
  });
}

function parsed(text: string) {
  try {
    return earlierResult(JSON.parse(text));
  } catch {
    return undefined;
  }
}
