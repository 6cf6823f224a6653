import type { ConnectionErrorCodeType, TrentOperation, TrentOperations } from "../../../generated/types";
import type { RuleModel } from "../../../openapi/dialect/rule-model";
import { keyOfCiphertext } from "../cryptography/symmetric-ciphertext";
import type { StateDraft } from "./draft";
import { readToken } from "./grants/grant-token";
import type { RefuseBy } from "./refuse";
import type { TransitionContext } from "./transition-context";

/** The request body of an operation, which has passed its schema. */
export type RequestOf<Operation extends TrentOperation> = TrentOperations[Operation]["request"];

/** The body of an operation's success; undefined where it is empty. */
export type ResponseOf<Operation extends TrentOperation> = TrentOperations[Operation]["response"];

/** Who calls. Nothing of the signature but the access key's id. */
export interface Principal {
  /** Such as `arn:aws:iam::111122223333:user/Alice`. */
  readonly arn: string;
  readonly principalId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
}

/** One call of an operation, as the HTTP server understood it. */
export interface OperationCall<Operation extends TrentOperation = TrentOperation> {
  readonly operation: Operation;
  readonly request: RequestOf<Operation>;
  /** The caller's account. */
  readonly account: string;
  /** The Region that is called. */
  readonly region: string;
  /** Absent: somebody of the account, who may be whom a key policy names. */
  readonly principal?: Principal;
  readonly requestId: string;
  readonly sourceIp?: string | undefined;
  readonly userAgent?: string | undefined;
  /** What connecting a custom key store comes to: that of a planned fault. Absent: it succeeds. */
  readonly connectionError?: ConnectionErrorCodeType | undefined;
}

/** What came of a call: a body, or a refusal with the rule that it follows. */
export type OperationOutcome<Operation extends TrentOperation = TrentOperation> =
  | { readonly kind: "success"; readonly body: ResponseOf<Operation> }
  | { readonly kind: "refusal"; readonly type: string; readonly message: string | undefined; readonly rule: RuleModel };

/**
 * What an operation does: it reads the state through the draft, writes its changes into it, and returns its body.
 * @throws ModeledError where AWS refuses.
 */
export type Transition<Operation extends TrentOperation> = (
  draft: StateDraft,
  call: OperationCall<Operation>,
  context: TransitionContext,
  refuse: RefuseBy<Operation>,
) => ResponseOf<Operation>;

/** The transitions of all operations. */
export type Transitions = { readonly [Operation in TrentOperation]: Transition<Operation> };

const KEY_OF_ACCOUNT = /^arn:[a-z-]+:kms:[^:]*:(\d{12}):/;

/** The accounts whose keys a request names: by ARN, by grant token or by a ciphertext. */
export function accountsNamed(request: object): string[] {
  const named = Object.values(request).flatMap((value) =>
    typeof value === "string" ? (KEY_OF_ACCOUNT.exec(value)?.[1] ?? readToken(value)?.account ?? []) : [],
  );
  if (!("CiphertextBlob" in request) || typeof request.CiphertextBlob !== "string") return named;
  const key = keyOfCiphertext(request.CiphertextBlob);
  return key ? [...named, key.account] : named;
}
