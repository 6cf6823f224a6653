import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { aggregate } from "../../contracts/run/aggregate";
import { askAwsClient } from "../../contracts/run/aws-client";
import { probe } from "../../contracts/run/probe";
import { createRunContext } from "../../contracts/run/run-context";
import { listenInProcess, mockInProcess } from "./in-process";
import type { Mutant } from "./mutants/mutant";

const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** The clauses about the client that do not pass on a target, with the reason where there is one. */
async function failedOn(mutant: Pick<Mutant, "answer">): Promise<string[]> {
  const { sender } = await mockInProcess({ mutant });
  const { url, close } = await listenInProcess({ sender });
  try {
    const policy = { clock: undefined, gate: undefined, onAnswer: undefined, patience: 0, frugal: false };
    const context = createRunContext({ ...sender, url }, await probe(sender, "us-east-1"), policy);
    await askAwsClient(context, CREDENTIALS);
    return aggregate(context)
      .filter(({ clause, status }) => clause.id.startsWith("client.") && status !== "pass")
      .map(({ clause, operation, status }) => `${clause.id} ${operation} ${status}`);
  } finally {
    await close();
  }
}

const status = (change: (body: Record<string, unknown>) => void): Pick<Mutant, "answer"> => ({
  answer: (answer, { operation }) => {
    if (operation !== "GetKeyRotationStatus" || answer.status !== 200) return;
    const body = JSON.parse(String(answer.body)) as Record<string, unknown>;
    change(body);
    answer.body = JSON.stringify(body);
  },
});

describe("AWS's client is asked whether it reads what the body has, not whether the body is right", () => {
  test.each<{ given: string; mutant: Pick<Mutant, "answer">; want: string[] }>([
    { given: "the mock", mutant: {}, want: [] },
    {
      given: "a status without the next date and the period",
      mutant: status((body) => {
        delete body.NextRotationDate;
        delete body.RotationPeriodInDays;
      }),
      want: [],
    },
    {
      given: "a date as null",
      mutant: status((body) => {
        body.NextRotationDate = null;
      }),
      want: [],
    },
    {
      given: "a throttled answer to the client, whose call comes after the suite's own",
      mutant: {
        answer: (answer, { operation }, memory) => {
          const calls = (memory.get(operation) ?? 0) + 1;
          memory.set(operation, calls);
          if (operation !== "GetKeyRotationStatus" || calls !== 2) return;
          answer.status = 400;
          answer.body = '{"__type":"ThrottlingException","message":"Rate exceeded"}';
        },
      },
      want: [],
    },
    {
      given: "a date that the client cannot read",
      mutant: status((body) => {
        body.NextRotationDate = "tomorrow";
      }),
      want: ["client.reads-success GetKeyRotationStatus fail"],
    },
    {
      given: "an operation that the target does not have",
      mutant: {
        answer: (answer, { operation }) => {
          if (operation !== "ListKeyRotations") return;
          answer.status = 400;
          answer.body = '{"__type":"UnknownOperationException"}';
        },
      },
      want: ["client.reads-success ListKeyRotations not-testable"],
    },
  ])("$given: $want", async ({ mutant, want }) => {
    expect(await failedOn(mutant)).toEqual(want);
  });
});

test("the client's notice about old versions of Node is not printed", async () => {
  const file = path.join(__dirname, "../../contracts/run/aws-client.ts");
  const program = `require(${JSON.stringify(file)}).loadAwsClient().then((kms) => { new kms.KMSClient({ region: "us-east-1" }); console.log("loaded"); })`;
  const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: _, ...env } = process.env;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", program], { env });
  expect([stdout, stderr]).toEqual(["loaded\n", ""]);
});
