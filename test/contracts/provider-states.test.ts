import { invalid, valid } from "../../contracts/contract-case";
import { answers } from "../../contracts/expectations";
import { ALIAS_AND_TAG_STATES } from "../../contracts/given/alias-and-tag-states";
import { defineState } from "../../contracts/given/define-state";
import { KEY_STATES } from "../../contracts/given/key-states";
import { MULTI_REGION_STATES } from "../../contracts/given/multi-region-states";
import { STATES } from "../../contracts/given/provider-states";
import { ROTATION_STATES } from "../../contracts/given/rotation-states";
import { STORE_STATES } from "../../contracts/given/store-states";
import { createRunContext } from "../../contracts/run/run-context";
import { worldOf } from "../../contracts/run/state-cache";
import type { Sender } from "../../contracts/send/sender";
import { SuiteFault } from "../../contracts/suite-errors";
import { WHOLE_WORLD } from "./whole-world";

const unused = (): never => {
  throw new Error("no request was expected");
};
const sender: Sender = {
  url: new URL("http://127.0.0.1:1"),
  isInProcess: false,
  prepare: unused,
  deliver: unused,
  close: () => {},
};
const context = createRunContext(sender, WHOLE_WORLD.location, {
  clock: undefined,
  gate: undefined,
  onAnswer: undefined,
  patience: 0,
  frugal: false,
});

test("the name of each state is used once", () => {
  const lists = [KEY_STATES, ROTATION_STATES, ALIAS_AND_TAG_STATES, MULTI_REGION_STATES, STORE_STATES];
  const names = lists.flatMap((states) => states.map(({ name }) => name as string));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test("what a state declares decides, not its name", () => {
  expect(STATES["a replica that is being made"]).toMatchObject({ slow: true, shareable: "never", gives: ["key"] });
  expect(STATES["any key"]).toMatchObject({ slow: false, shareable: "always", found: false });
  expect(STATES["an AWS managed key"]).toMatchObject({ shareable: "always", found: true });
});

describe("what a state does not give", () => {
  test("does not compile in a case", () => {
    // @ts-expect-error The state gives no alias.
    valid("x", "any key", "DescribeKey", ({ alias }) => ({ KeyId: alias }), []);
    // @ts-expect-error The state gives no key.
    invalid("x", "an account", "DescribeKey", ({ key }) => ({ KeyId: key }), []);
    valid("x", "any key", "DescribeKey", ({ key }) => ({ KeyId: key.id }), [
      // @ts-expect-error The state gives no alias.
      answers("x", ({ alias }) => ({ alias })),
    ]);
    valid("x", "a key with an alias", "DescribeKey", ({ alias }) => ({ KeyId: alias }), []);
  });

  test("does not compile in a state", () => {
    // @ts-expect-error The setup gives no key.
    defineState({ name: "x", gives: ["key"], setup: async () => ({}) });
  });

  test("is a fault of the suite when it is read", async () => {
    const world = await worldOf(
      context,
      new Map(),
      valid("x", "an account", "ListKeys", () => ({}), []),
    );
    expect(() => (world as typeof WHOLE_WORLD).alias).toThrow(SuiteFault);
    expect(() => (world as typeof WHOLE_WORLD).alias).toThrow('A case reads alias, which its state "an account"');
    expect(world.location).toEqual(WHOLE_WORLD.location);
  });
});
