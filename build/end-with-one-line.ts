/**
 * Runs a command-line task; a failure becomes one line on standard error and exit code 1.
 * `GLIMLACH_TRACE=1` adds where it came from.
 */
export async function endWithOneLine(task: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(`${task}: ${error instanceof Error ? error.message : String(error)}`);
    if (process.env['GLIMLACH_TRACE'] === '1') {
      console.error(error);
    }
    // Said outright: a hook that electron-builder brings along ends a drained process with 0.
    process.exit(1);
  }
}
