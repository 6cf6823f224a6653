import { pageAddress } from "./address";
import { mountStateView } from "./mount-state-view";
import { tokenForm } from "./token-form";
import { withToken } from "./with-token";

/** The page at `/_trent/`. */

const form = tokenForm();
const place = document.getElementById("state");
if (place) {
  place.before(form.element);
  const source = withToken((request) => fetch(request), ask, show);
  mountStateView(place, source, { endpoint: location.origin, referenceUrl: "./reference/", address: pageAddress });
}

function ask(isWrong: boolean): Promise<string> {
  if (place) place.hidden = true;
  return form.ask(isWrong);
}

function show(): void {
  form.done();
  if (place) place.hidden = false;
}
