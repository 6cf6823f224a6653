import type { Finding } from "../finding";

/** Whether names come in the order of their UTF-8 bytes. */
export function inByteOrder(names: readonly unknown[], pointer: string): Finding | undefined {
  const texts = names.map(String);
  const wrong = texts.findIndex(
    (text, i) => i > 0 && Buffer.compare(Buffer.from(texts[i - 1] ?? ""), Buffer.from(text)) > 0,
  );
  return wrong < 0
    ? undefined
    : { expected: "the order of the bytes", actual: `${texts[wrong - 1]} before ${texts[wrong]}`, pointer };
}
