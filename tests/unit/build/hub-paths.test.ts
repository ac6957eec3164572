import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hubPaths } from '../../../build/hub-paths.ts';
import { projectRoot } from '../../../build/project-root.ts';

const pattern = new RegExp(hubPaths);

describe('hubPaths', () => {
  it('holds what the hub answers', () => {
    const asked = [
      '/v1/stream?after=1',
      '/oauth/token',
      '/.well-known/oauth-authorization-server',
      '/api/auth/sign-in/email',
      '/f/abc',
      '/healthz',
      '/readyz?verbose',
      '/metrics',
      '/openapi.json',
    ];
    expect(asked.filter((address) => !pattern.test(address))).toEqual([]);
  });

  it('leaves pages and every source file of both applications to Vite', () => {
    const sources = ['console', 'renderer'].flatMap((application) =>
      readdirSync(path.join(projectRoot, application), { recursive: true, encoding: 'utf8' }).map(
        (file) => `/${file.replaceAll('\\', '/')}`,
      ),
    );
    expect(sources).toContain('/api/hub-client.ts');
    expect(['/', '/alerts', '/sign-in', ...sources].filter((one) => pattern.test(one))).toEqual([]);
  });
});
