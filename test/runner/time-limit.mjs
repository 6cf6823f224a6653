import { addEventHandler } from "jest-circus";

/**
 * How long a test or a hook may take where it does not say, in milliseconds: a busy machine takes several times as long as a
 * quiet one. `npm run test:nightly` gives its random tests more.
 */
const LIMIT = Number(process.env.TRENT_TEST_LIMIT ?? 120_000);

/** The runner has no limits of its own: one test that waits for ever would stop all without its name. */
addEventHandler((event, { currentDescribeBlock }) => {
  const added = { add_test: currentDescribeBlock.children, add_hook: currentDescribeBlock.hooks }[event.name]?.at(-1);
  if (added?.fn) added.fn = limited(added.fn, event.timeout ?? LIMIT);
});

function limited(run, limit) {
  return async () => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`It took longer than ${limit} ms.`)), limit);
    });
    try {
      await Promise.race([run(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
