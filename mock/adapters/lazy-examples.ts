import { type ExampleSource, tableExamples } from "../engine/example-source";

/**
 * The examples of the document, loaded when the first is asked for: the state answers every call but those with `Prefer`
 * and those that meet a planned fault.
 */
export function lazyExamples(): ExampleSource {
  let loading: Promise<ExampleSource> | undefined;
  return {
    has: (_operation, { examples }) => examples.length > 0,
    body: async (...asked) => {
      loading ??= import("../../generated/examples").then(({ examples }) => tableExamples(examples));
      return (await loading).body(...asked);
    },
  };
}
