import { describe, expect, it } from 'vitest';
import { createAskingLimit } from '../../../hub/http/asking-limit.ts';
import { ProblemError } from '../../../hub/http/problem.ts';

describe('A limit of asking', () => {
  it('refuses whoever asked too often until the window is over, and nobody else', () => {
    const limit = createAskingLimit('invitations', { times: 2, windowMs: 60_000 });
    limit.count(['anna'], 0);
    limit.count(['anna'], 1);
    const refused = (): void => limit.count(['anna', 'bert'], 10_000);
    expect(refused).toThrow(ProblemError);
    expect(refused).toThrow('Try again in 50 seconds.');
    limit.count(['bert'], 10_000);
    limit.count(['anna'], 60_000);
  });
});
