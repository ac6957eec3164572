/** Runs what it is given, one after the other: what comes while something runs waits until that has returned. */
export function createTurns(): (handle: () => void) => void {
  const waiting: (() => void)[] = [];
  let handling = false;
  return (handle) => {
    waiting.push(handle);
    if (handling) {
      return;
    }
    handling = true;
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        next();
      }
    } finally {
      handling = false;
    }
  };
}
