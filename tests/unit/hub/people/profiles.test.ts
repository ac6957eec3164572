import { describe, expect, it } from 'vitest';
import { defaultProfile } from '../../../../hub/people/profiles.ts';

describe('defaultProfile', () => {
  it('tells by every way, at any time, in the first language of the kiosks that the hub writes', () => {
    expect(defaultProfile(['es', 'nl-BE', 'fr'])).toEqual({
      language: 'nl',
      email: true,
      push: true,
      quiet: null,
    });
  });

  it('tells in English where the hub writes none of them', () => {
    expect(defaultProfile(['es']).language).toBe('en');
    expect(defaultProfile([]).language).toBe('en');
  });
});
