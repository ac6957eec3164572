import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HubContext } from '../hub-context.ts';
import { notFound, sendProblem } from './error-replies.ts';
import type { HubApp } from './hub-app.ts';

const KIOSK_PREFIX = '/kiosk/';
/** Vite puts a content hash into the names of everything in this folder. */
const HASHED = /[/\\]assets[/\\]/;

/** The built console at `/` and the browser kiosk at `/kiosk/`, as far as they are built. */
export async function serveSites(app: HubApp, hub: HubContext): Promise<void> {
  const sites = { console: isBuilt(hub.consoleDir), kiosk: isBuilt(hub.kioskDir) };
  if (sites.kiosk) {
    await app.register(fastifyStatic, siteOptions(hub.kioskDir, KIOSK_PREFIX));
    app.get('/kiosk', { schema: { hide: true } }, async (_request, reply) =>
      reply.redirect(KIOSK_PREFIX),
    );
  }
  if (sites.console) {
    await app.register(fastifyStatic, siteOptions(hub.consoleDir, '/'));
  }
  const consolePage = sites.console
    ? readFileSync(join(hub.consoleDir, 'index.html'), 'utf8')
    : missing('console');
  app.setNotFoundHandler(async (request, reply) => {
    if (!wantsPage(request)) {
      return sendProblem(reply, notFound());
    }
    const path = pathOf(request);
    if (`${path}/`.startsWith(KIOSK_PREFIX)) {
      return sites.kiosk ? sendProblem(reply, notFound()) : sendPage(reply, 404, missing('kiosk'));
    }
    // Every other address is a place inside the console, which finds it by itself.
    return sendPage(reply, sites.console ? 200 : 404, consolePage);
  });
}

function isBuilt(folder: string): boolean {
  return existsSync(join(folder, 'index.html'));
}

function siteOptions(root: string, prefix: string): FastifyStaticOptions {
  return {
    root,
    prefix,
    decorateReply: false,
    cacheControl: false,
    schemaHide: true,
    setHeaders(reply, path) {
      const hashed = HASHED.test(path);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (basename(path) === 'service-worker.js') {
        reply.header('service-worker-allowed', prefix);
      }
    },
  };
}

const MACHINE_PATHS = ['/v1/', '/api/', '/oauth/', '/.well-known/', '/f/'];

function wantsPage(request: FastifyRequest): boolean {
  const path = pathOf(request);
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    request.headers.accept?.includes('text/html') === true &&
    !MACHINE_PATHS.some((prefix) => path.startsWith(prefix))
  );
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}

async function sendPage(reply: FastifyReply, status: number, page: string): Promise<FastifyReply> {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(page);
}

function missing(site: string): string {
  return `<!doctype html><html lang="en"><title>Glimlach</title><p>The ${site} is not built: run "npm run build" and start the hub again.</p></html>\n`;
}
