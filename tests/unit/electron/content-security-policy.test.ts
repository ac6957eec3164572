import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../electron/content-security-policy.ts';

describe('content security policy', () => {
  it('lets the page reach itself and the hub, and nothing else', () => {
    expect(contentSecurityPolicy('https://hub.example.com').split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      "media-src 'self'",
      "connect-src 'self' https://hub.example.com",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      'sandbox allow-scripts allow-same-origin allow-forms',
    ]);
  });

  it('lets the page reach only itself without a hub', () => {
    expect(contentSecurityPolicy(null)).toContain("connect-src 'self';");
  });
});
