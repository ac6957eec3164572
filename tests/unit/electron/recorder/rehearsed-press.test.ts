import { describe, expect, it } from 'vitest';
import { rehearsedPress } from '../../../../electron/recorder/rehearsed-press.ts';

describe('a rehearsed press', () => {
  it('goes all the way that a press goes', () => {
    expect(rehearsedPress()).toMatchObject({ ok: true, event: { type: 'pressed', number: 1 } });
  });
});
