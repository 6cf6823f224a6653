import { DEFAULT } from "./model-policies";
import { ACCOUNT, OTHER_REGION, World } from "./world";

describe("the default policy", () => {
  test.each([
    { region: "us-east-1", want: DEFAULT },
    { region: "cn-north-1", want: DEFAULT.replace("arn:aws:", "arn:aws-cn:") },
    { region: "us-gov-west-1", want: DEFAULT.replace("arn:aws:", "arn:aws-us-gov:") },
  ])("in $region", ({ region, want }) => {
    const world = new World();
    const KeyId = world.createKey({}, { region });
    expect(world.ok("GetKeyPolicy", { KeyId }, { region })).toEqual({ Policy: want, PolicyName: "default" });
  });

  test("is what a replica without a policy of its own has, whatever its primary's", () => {
    const world = new World();
    const KeyId = world.createKey({ MultiRegion: true, Policy: ONE_STATEMENT });
    const { ReplicaPolicy } = world.ok("ReplicateKey", { KeyId, ReplicaRegion: OTHER_REGION });
    expect(ReplicaPolicy).toBe(DEFAULT);
  });
});

const ALLOW = '"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"';
const ONE_STATEMENT = `{"Statement":{${ALLOW}}}`;

/** The lines of a statement that begins with {@link ALLOW}. */
const ALLOWED = `    "Effect" : "Allow",
    "Principal" : "*",
    "Action" : "kms:*",
    "Resource" : "*"`;

const PUT: readonly { what: string; given: string; want: string }[] = [
  {
    what: "a single statement becomes a list",
    given: ONE_STATEMENT,
    want: `{\n  "Statement" : [ {\n${ALLOWED}\n  } ]\n}`,
  },
  {
    what: "several statements, each on the line of the brace before",
    given: `{"Statement":[{"Sid":"a",${ALLOW}},{"Sid":"b",${ALLOW}}]}`,
    want: `{\n  "Statement" : [ {\n    "Sid" : "a",\n${ALLOWED}\n  }, {\n    "Sid" : "b",\n${ALLOWED}\n  } ]\n}`,
  },
  {
    what: "Version, Id and Statement in this order, whatever order was sent",
    given: `{"Statement":[{${ALLOW}}],"Id":"mine","Version":"2012-10-17"}`,
    want: `{\n  "Version" : "2012-10-17",\n  "Id" : "mine",\n  "Statement" : [ {\n${ALLOWED}\n  } ]\n}`,
  },
  {
    what: "members of a statement stay in the order that was sent",
    given: '{"Statement":[{"Resource":"*","Action":"kms:*","Principal":"*","Effect":"Allow","Sid":"last"}]}',
    want: `{
  "Statement" : [ {
    "Resource" : "*",
    "Action" : "kms:*",
    "Principal" : "*",
    "Effect" : "Allow",
    "Sid" : "last"
  } ]
}`,
  },
  {
    what: "blanks and line ends of the text that was put are gone",
    given: `\n{\t"Version":\r\n"2012-10-17"  ,"Statement":[ {${ALLOW}}]}\n`,
    want: `{\n  "Version" : "2012-10-17",\n  "Statement" : [ {\n${ALLOWED}\n  } ]\n}`,
  },
  {
    what: "lists of texts are on one line; conditions go in by two for each level",
    given: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::111122223333:user/A", "arn:aws:iam::111122223333:role/B"] },
          Action: ["kms:*", "kms:Get*"],
          Resource: ["*"],
          Condition: {
            StringEquals: { "kms:CallerAccount": ["111122223333"] },
            Bool: { "kms:GrantIsForAWSResource": true },
          },
        },
      ],
    }),
    want: `{
  "Statement" : [ {
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : [ "arn:aws:iam::111122223333:user/A", "arn:aws:iam::111122223333:role/B" ]
    },
    "Action" : [ "kms:*", "kms:Get*" ],
    "Resource" : [ "*" ],
    "Condition" : {
      "StringEquals" : {
        "kms:CallerAccount" : [ "111122223333" ]
      },
      "Bool" : {
        "kms:GrantIsForAWSResource" : true
      }
    }
  } ]
}`,
  },
  {
    what: "a bare account id becomes the ARN of its root, alone and in a list; others stay",
    given: JSON.stringify({
      Statement: [
        { Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "kms:*", Resource: "*" },
        {
          Effect: "Deny",
          Principal: { AWS: ["444455556666", "arn:aws:iam::444455556666:root"], Service: "s3.amazonaws.com" },
          Action: "kms:Decrypt",
          Resource: "*",
        },
      ],
    }),
    want: `{
  "Statement" : [ {
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::111122223333:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  }, {
    "Effect" : "Deny",
    "Principal" : {
      "AWS" : [ "arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:root" ],
      "Service" : "s3.amazonaws.com"
    },
    "Action" : "kms:Decrypt",
    "Resource" : "*"
  } ]
}`,
  },
  {
    what: "an account id that is no principal stays",
    given: `{"Id":"111122223333","Statement":[{"Sid":"111122223333",${ALLOW}}]}`,
    want: `{\n  "Id" : "111122223333",\n  "Statement" : [ {\n    "Sid" : "111122223333",\n${ALLOWED}\n  } ]\n}`,
  },
  {
    what: "what a text escapes stays escaped; Latin-1 stays as it is",
    given: `{"Statement":[{"Sid":"\\"\\\\ \\u0001 é \\u00e9 \\u4e2d",${ALLOW}}]}`,
    want: `{\n  "Statement" : [ {\n    "Sid" : "\\"\\\\ \\u0001 é é \\u4e2d",\n${ALLOWED}\n  } ]\n}`,
  },
];

describe("a policy that was put", () => {
  test.each(PUT)("$what", ({ given, want }) => {
    const world = new World();
    const KeyId = world.createKey();
    world.ok("PutKeyPolicy", { KeyId, Policy: given });
    expect(world.ok("GetKeyPolicy", { KeyId }).Policy).toBe(want);
  });

  test.each(PUT)("by CreateKey and ReplicateKey: $what", ({ given, want }) => {
    const world = new World();
    const KeyId = world.createKey({ Policy: given, MultiRegion: true });
    expect(world.ok("GetKeyPolicy", { KeyId }).Policy).toBe(want);
    const replica = world.ok("ReplicateKey", { KeyId, ReplicaRegion: OTHER_REGION, Policy: given });
    expect(replica.ReplicaPolicy).toBe(want);
  });

  test.each(PUT)("put again as it came back, it stays: $what", ({ given }) => {
    const world = new World();
    const KeyId = world.createKey({ Policy: given });
    const { Policy } = world.ok("GetKeyPolicy", { KeyId });
    world.ok("PutKeyPolicy", { KeyId, Policy: Policy! });
    expect(world.ok("GetKeyPolicy", { KeyId }).Policy).toBe(Policy);
  });
});

describe("a policy of a fixture", () => {
  const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const policyOf = (policy: string) =>
    new World(`keys: [{ id: ${ID}, policy: ${policy} }]`).state.key(ACCOUNT, "us-east-1", ID)?.policy;

  test.each(PUT)("has AWS's form too: $what", ({ given, want }) => {
    expect(policyOf(JSON.stringify(given))).toBe(want);
  });

  test("as an object", () => {
    expect(policyOf(ONE_STATEMENT)).toBe(PUT[0]!.want);
  });

  test.each(["no JSON", "[]", "{}", "null", '{"Statement":null}', '{"Statement":["x"]}', '{"Statement":[[]]}'])(
    "that is none stays as it is: %s",
    (text) => {
      expect(policyOf(JSON.stringify(text))).toBe(text);
    },
  );
});
