/** A policy under which nobody could change the policy any more: refused by the lockout safety check. */
export const LOCKED_OUT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:DescribeKey", Resource: "*" }],
});
