/** Refusing rules with a case that a mock can lack without being caught, each with the reason. */
export const OVERLAPPED: Readonly<Record<string, string>> = {
  "EnableKeyRotation.pending-import": "without it the rule imported-key-material refuses the key with the same words",
  "EnableKeyRotation.state-before-spec": "says which of two rules comes first: no line of code refuses by it",
  "EnableKeyRotation.unavailable":
    "says why a key of a store that is not connected is refused: custom-key-store refuses it with the same error",
  "RotateKeyOnDemand.state-before-spec": "says which of two rules comes first: no line of code refuses by it",
  "EnableKeyRotation.symmetric-only":
    "sums up the rules of each kind of key, asymmetric-key to custom-key-store: the mock refuses by those",
};
