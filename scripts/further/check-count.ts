/** Runs, prints and counts checks. The last line is for CI: `12 passed, 0 failed`. */
export class CheckCount {
  private passed = 0;
  private failed = 0;

  /** Runs one check; it fails by throwing. */
  async check(name: string, run: () => unknown): Promise<void> {
    try {
      await run();
      this.passed++;
      process.stdout.write(`ok   ${name}\n`);
    } catch (error) {
      this.failed++;
      process.stdout.write(`FAIL ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }

  /** Prints the totals and sets the exit code: 1 when a check failed, or none ran. */
  finish(): void {
    process.stdout.write(`${this.passed} passed, ${this.failed} failed\n`);
    if (this.failed > 0 || this.passed === 0) process.exitCode = 1;
  }
}
