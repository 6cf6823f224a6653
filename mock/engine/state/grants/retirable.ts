import type { OperationCall } from "../operation-call";
import type { PagedList } from "../paging";
import type { KeyStoreView } from "../state";
import type { Grant } from "./grant";
import { retirablePosition } from "./grant-table";

/**
 * The grants of the called Region that a principal may retire, by id. Documented: those of keys of other accounts too, where
 * the principal is one of the caller's account.
 */
export function retirableIn(
  view: KeyStoreView,
  { account, region, request }: OperationCall<"ListRetirableGrants">,
): PagedList<Grant> {
  const { RetiringPrincipal, RetiringServicePrincipal } = request;
  const retiring = RetiringPrincipal ?? RetiringServicePrincipal ?? "";
  const isOwn = /^arn:[^:]*:[^:]*::(\d{12}):/.exec(retiring)?.[1] === account;
  return {
    scope: `${account}/${region}/${retiring}`,
    read: (after, most) => {
      if (!isOwn) return view.grantsIn(account, region).retirableAfter(retiring, after, most);
      return [...view.grantsOfAll(region)]
        .flatMap((grants) => grants.retirableAfter(retiring, after, most))
        .sort((a, b) => (retirablePosition(a) < retirablePosition(b) ? -1 : 1))
        .slice(0, most);
    },
    positionOf: retirablePosition,
  };
}
