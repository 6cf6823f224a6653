import { callOperations } from "../../generated/call-operations";
import { createTrent } from "../../mock/adapters/in-process";
import { lazyOperations } from "../../mock/adapters/lazy-operations";
import { allOperations } from "../../mock/engine/state/all-operations";
import { AWS_JSON, NAMES } from "../mock/running";

const target = (name: string) => `TrentService.${name}`;

test("nothing is loaded at first; a call loads the operations of its tag, and those alone", async () => {
  const { operations, checks, load } = lazyOperations();
  expect([operations, checks]).toEqual([{}, {}]);
  const first = load(target("EnableKeyRotation"));
  expect(first).toBeInstanceOf(Promise);
  expect(load(target("GetKeyRotationStatus"))).toBe(first);
  await first;
  const rotation = NAMES.filter((name) => callOperations[name].tag === "rotation");
  expect(Object.keys(operations).sort()).toEqual([...rotation].sort());
  expect(load(target("EnableKeyRotation"))).toBeUndefined();
});

test("what could not be loaded is tried again with the next call", async () => {
  let tries = 0;
  const rotation = async () => {
    if (tries++ === 0) throw new TypeError("Failed to fetch dynamically imported module");
    return { operations: allOperations };
  };
  const { operations, load } = lazyOperations({ rotation } as never);
  await expect(load(target("EnableKeyRotation"))).rejects.toThrow("Failed to fetch");
  expect(operations).toEqual({});
  await load(target("EnableKeyRotation"));
  expect(operations.EnableKeyRotation).toBe(allOperations.EnableKeyRotation);
});

test("calls that wait for the same operations are answered in their order, with a signal or without", async () => {
  const { fetch } = createTrent({ logLevel: "silent" });
  const answered: string[] = [];
  const call = async (name: string, signal?: AbortSignal) => {
    const headers = { "Content-Type": AWS_JSON, "X-Amz-Target": target(name) };
    await fetch("http://trent", { method: "POST", headers, body: "{}", ...(signal && { signal }) });
    answered.push(name);
  };
  await Promise.all([call("ListKeys", new AbortController().signal), call("CreateKey"), call("DescribeKey")]);
  expect(answered).toEqual(["ListKeys", "CreateKey", "DescribeKey"]);
});

test.each([undefined, "", "TrentService.Nothing", "OtherService.EnableKeyRotation"])(
  "for the target %j there is nothing to load",
  (unknown) => {
    expect(lazyOperations().load(unknown)).toBeUndefined();
  },
);

test.each(NAMES)("%s is what a server has at once", async (name) => {
  const { operations, checks, load } = lazyOperations();
  await load(target(name));
  expect(operations[name]).toBe(allOperations[name]);
  expect(checks[name]).toBe(allOperations[name].checks);
});
