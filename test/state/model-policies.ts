/** The policies that commands put, and the text that GetKeyPolicy gives for each: the form that AWS writes (recorded). */

export const ALLOW_ALL = '{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}}';
export const READ_ONLY =
  '{"Statement":[{"Effect":"Allow","Principal":{"AWS":["111122223333","*"]},"Action":["kms:Describe*","kms:Get*","kms:List*"],"Resource":"*"}],"Id":"mine","Version":"2012-10-17"}';
export const WITHOUT_RESOURCE = '{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*"}}';
export const NOBODY = '{"Statement":{"Effect":"Allow","Principal":{"AWS":"nobody"},"Action":"kms:*","Resource":"*"}}';

export const KEPT: Readonly<Record<string, string>> = {
  [ALLOW_ALL]: `{
  "Statement" : [ {
    "Effect" : "Allow",
    "Principal" : "*",
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`,
  [READ_ONLY]: `{
  "Version" : "2012-10-17",
  "Id" : "mine",
  "Statement" : [ {
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : [ "arn:aws:iam::111122223333:root", "*" ]
    },
    "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*" ],
    "Resource" : "*"
  } ]
}`,
};

/** The policy of a key that was made without one. AWS does not give back a policy as it was put: it writes it anew (recorded). */
export const DEFAULT = `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::111122223333:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`;
