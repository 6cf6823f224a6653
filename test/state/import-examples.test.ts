import generated from "../../generated/document.json";
import type { ImportKeyMaterialRequest } from "../../generated/types";
import { FOREVER } from "./importing";
import { World } from "./world";

const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

const { examples } = generated.components;
const exampleNamed = (name: string): unknown => Object.entries(examples).find(([key]) => key === name)?.[1].value;

/** The world in which the examples were made: the key of the examples, at the moment when its parameters were given. */
const example = () => new World(`keys: [{ id: ${ID}, origin: EXTERNAL, state: PendingImport }]`);

describe("the examples of the document work on the mock", () => {
  test.each(["ImportForever", "ImportThatExpires"])("%s is accepted, and gets the answer of the example", (name) => {
    const answer = example().ok("ImportKeyMaterial", exampleNamed(name) as ImportKeyMaterialRequest);
    expect(answer).toEqual(exampleNamed("ImportedSymmetric"));
  });

  test("their token and public key are those of the parameters, which were valid for a day", () => {
    const { ImportToken } = exampleNamed("ImportForever") as ImportKeyMaterialRequest;
    const world = example();
    const { ParametersValidTo } = exampleNamed("Parameters") as { ParametersValidTo: number };
    expect(exampleNamed("Parameters")).toMatchObject({ ImportToken });
    world.pass(ParametersValidTo * 1000 - world.now);
    const late = { ...(exampleNamed("ImportForever") as ImportKeyMaterialRequest), ...FOREVER };
    expect(world.fault("ImportKeyMaterial", late)).toBe("ExpiredImportTokenException");
  });

  test("the material can be deleted by the id of the example", () => {
    const world = example();
    world.ok("ImportKeyMaterial", exampleNamed("ImportForever") as ImportKeyMaterialRequest);
    expect(world.ok("DeleteImportedKeyMaterial", exampleNamed("DeleteById") as { KeyId: string })).toEqual(
      exampleNamed("Deleted"),
    );
  });
});
