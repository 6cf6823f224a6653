import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FOREVER } from "../state/importing";
import { said, World } from "../state/world";

/** The steps of AWS's guide, with OpenSSL as the client (docs/evidence/imports.md#wrapped-material). */
const folder = mkdtempSync(path.join(tmpdir(), "trent-openssl-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const openssl = (...args: string[]) =>
  execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
const read = (file: string) => readFileSync(path.join(folder, file));

/** Encrypts a file under the wrapping key: `pkeyutl` with OAEP. */
function oaep(hash: string, from: string, to: string): void {
  const options = ["rsa_padding_mode:oaep", `rsa_oaep_md:${hash}`, `rsa_mgf1_md:${hash}`];
  const flags = options.flatMap((option) => ["-pkeyopt", option]);
  openssl(
    "pkeyutl",
    "-encrypt",
    "-in",
    from,
    "-out",
    to,
    "-inkey",
    "wrapping.der",
    "-keyform",
    "DER",
    "-pubin",
    ...flags,
  );
}

function wrapping(world: World, KeyId: string, WrappingAlgorithm: string): string {
  const request = { KeyId, WrappingAlgorithm, WrappingKeySpec: "RSA_2048" } as never;
  const { ImportToken, PublicKey } = world.ok("GetParametersForImport", request);
  writeFileSync(path.join(folder, "wrapping.der"), Buffer.from(PublicKey!, "base64"));
  return ImportToken!;
}

test.each([
  { algorithm: "RSAES_OAEP_SHA_1", hash: "sha1" },
  { algorithm: "RSAES_OAEP_SHA_256", hash: "sha256" },
])("32 bytes, wrapped by openssl pkeyutl: $algorithm", ({ algorithm, hash }) => {
  const world = new World();
  const KeyId = world.createKey({ Origin: "EXTERNAL" });
  const ImportToken = wrapping(world, KeyId, algorithm);
  openssl("rand", "-out", "material.bin", "32");
  oaep(hash, "material.bin", "wrapped.bin");
  const EncryptedKeyMaterial = read("wrapped.bin").toString("base64");
  expect(said(world.call("ImportKeyMaterial", { KeyId, ImportToken, EncryptedKeyMaterial, ...FOREVER }))).toBe("ok");
  const [key] = [...world.state.partitions()].flatMap(({ keys }) => [...keys.values()]);
  expect(key!.materials[0]!.imported).toBe(read("material.bin").toString("base64"));
});

test.each([
  { what: "an RSA key", spec: "RSA_2048", make: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"] },
  { what: "a P-256 key", spec: "ECC_NIST_P256", make: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"] },
])("$what, wrapped by openssl enc -id-aes256-wrap-pad: RSA_AES_KEY_WRAP_SHA_256", ({ spec, make }) => {
  const world = new World();
  const KeyId = world.createKey({ Origin: "EXTERNAL", KeySpec: spec as "RSA_2048", KeyUsage: "SIGN_VERIFY" });
  const ImportToken = wrapping(world, KeyId, "RSA_AES_KEY_WRAP_SHA_256");
  openssl("genpkey", ...make, "-outform", "DER", "-out", "private.any");
  openssl(
    "pkcs8",
    "-topk8",
    "-nocrypt",
    "-inform",
    "DER",
    "-in",
    "private.any",
    "-outform",
    "DER",
    "-out",
    "private.der",
  );
  openssl("rand", "-out", "aes.bin", "32");
  const key = read("aes.bin").toString("hex");
  openssl("enc", "-id-aes256-wrap-pad", "-K", key, "-iv", "A65959A6", "-in", "private.der", "-out", "material.wrapped");
  oaep("sha256", "aes.bin", "aes.wrapped");
  const EncryptedKeyMaterial = Buffer.concat([read("aes.wrapped"), read("material.wrapped")]).toString("base64");
  expect(said(world.call("ImportKeyMaterial", { KeyId, ImportToken, EncryptedKeyMaterial, ...FOREVER }))).toBe("ok");
  expect(world.ok("DescribeKey", { KeyId }).KeyMetadata!.KeyState).toBe("Enabled");
});
