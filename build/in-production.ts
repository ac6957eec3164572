/**
 * Runs a build for production whatever this process runs for, and leaves its environment as it was: Vite alone would obey a
 * `NODE_ENV` that is set, and set one that is not for everything this process does and starts afterwards.
 */
export async function inProduction(run: () => Promise<void>): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await run();
  } finally {
    if (before === undefined) {
      delete process.env['NODE_ENV'];
    } else {
      process.env['NODE_ENV'] = before;
    }
  }
}
