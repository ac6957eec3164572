import { createServer, type ServerResponse } from 'node:http';
import { Client } from 'pg';
import { serveParent } from './server-process.ts';

/**
 * The least that carries a press from a page to a stream, as a process: `floor-server.ts DATABASE_URL`. `POST /press`
 * takes a JSON object with an `id`, `GET /stream` tells the ids of those that are committed. One insert, one NOTIFY in
 * its transaction, one LISTEN; nothing is checked and nobody has to sign in.
 */
const [databaseUrl = ''] = process.argv.slice(2);
const CHANNEL = 'floor';

const writer = new Client({ connectionString: databaseUrl });
const listener = new Client({ connectionString: databaseUrl });
await writer.connect();
await listener.connect();
await writer.query('create table if not exists presses (id uuid primary key, body text not null)');
await listener.query(`listen ${CHANNEL}`);

const streams = new Set<ServerResponse>();
listener.on('notification', ({ payload }) => {
  for (const stream of streams) {
    stream.write(`data: ${JSON.stringify({ id: payload })}\n\n`);
  }
});

const STORE = {
  name: 'store',
  text: `with stored as (insert into presses (id, body) values ($1, $2) returning id)
    select pg_notify('${CHANNEL}', id::text) from stored`,
};

async function store(body: string): Promise<void> {
  const { id } = JSON.parse(body) as { id: string };
  await writer.query(STORE, [id, body]);
}

const server = createServer((request, reply) => {
  // The page is not of this origin.
  reply.setHeader('access-control-allow-origin', '*');
  if (request.method === 'GET') {
    reply.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.flushHeaders();
    streams.add(reply);
    reply.once('close', () => streams.delete(reply));
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    store(Buffer.concat(chunks).toString('utf8')).then(
      () => reply.end('{}'),
      (error: unknown) => {
        console.error('The floor could not store a press:', error);
        reply.writeHead(500).end();
      },
    );
  });
});
await serveParent(server);
