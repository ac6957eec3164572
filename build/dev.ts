import path from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { startDemoHub } from './demo-hub.ts';
import { endWithOneLine } from './end-with-one-line.ts';
import { hubPaths } from './hub-paths.ts';
import { projectRoot } from './project-root.ts';
import { untilEnded } from './until-ended.ts';

async function servePages(config: string, port: number, hubUrl: string): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: path.join(projectRoot, 'build', config),
    server: {
      host: '127.0.0.1',
      port,
      // The hub sees the address it serves itself, as behind any reverse proxy.
      proxy: { [hubPaths]: { target: hubUrl, changeOrigin: true, headers: { origin: hubUrl } } },
    },
  });
  return server.listen();
}

function addressOf(server: ViteDevServer): string {
  return server.resolvedUrls?.local[0] ?? 'an unknown address';
}

// `npm run dev`: the hub, and both web applications from their sources, renewed as they are edited.
await endWithOneLine('dev', async () => {
  // Vite obeys a shell that says `production`.
  process.env['NODE_ENV'] = 'development';
  const ended = untilEnded();
  const { hub, demo } = await startDemoHub();
  const pages = [
    await servePages('vite.console.config.ts', 5173, hub.url),
    await servePages('vite.kiosk.config.ts', 5273, hub.url),
  ] as const;
  console.log(
    [
      '',
      `  Hub       ${hub.url}`,
      `  Console   ${addressOf(pages[0])}`,
      `  Sign in   ${demo.email}   ${demo.password}`,
      `  Staff PIN ${demo.staffPin}`,
      `  Kiosk     ${addressOf(pages[1])}#enrol=${demo.enrolmentKey}`,
      'Ctrl-C ends it.',
    ].join('\n'),
  );
  await ended;
  console.log('\nStopping …');
  await Promise.all(pages.map(async (server) => server.close()));
  await hub.stop();
  process.exit(0);
});
