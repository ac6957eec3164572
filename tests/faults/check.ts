/** One thing a fault run claims, and what speaks against it. */
export type Check = { readonly claim: string; readonly against: readonly string[] };

export function isPassed({ against }: Check): boolean {
  return against.length === 0;
}

/** As it stands on the screen: one line, and some of what speaks against the claim. */
export function describeCheck(check: Check): string {
  return isPassed(check)
    ? `  ✓ ${check.claim}`
    : [`  ✗ ${check.claim}`, ...check.against.slice(0, 20).map((each) => `      ${each}`)].join(
        '\n',
      );
}

/** Runs something that may throw; what it throws speaks against the claim it was to prove. */
export async function checked(
  claim: string,
  run: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await run();
  } catch (error) {
    return [{ claim, against: [error instanceof Error ? error.message : String(error)] }];
  }
}
