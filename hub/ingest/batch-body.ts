import { gunzipSync } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { MAX_BATCH_BYTES } from '../../contract/protocol/events.ts';
import { releaseMemory } from '../release-memory.ts';
import type { HubApp } from '../http/hub-app.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';

/** What a batch may weigh on the wire: gzip adds a little to what it cannot shrink. */
export const MAX_WIRE_BYTES = MAX_BATCH_BYTES + 1_024;

/** Reads JSON, plain or gzip. Inflating stops at the limit, so a small bomb costs no more than a large batch. */
export function acceptBatches(app: HubApp): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: MAX_WIRE_BYTES },
    async (request: FastifyRequest, body: Buffer) =>
      readBody(body, request.headers['content-encoding']?.toLowerCase() ?? 'identity'),
  );
}

function readBody(body: Buffer, encoding: string): unknown {
  switch (encoding) {
    case 'identity':
      if (body.length > MAX_BATCH_BYTES) {
        throw tooLarge();
      }
      return parseJson(body);
    case 'gzip': {
      const inflated = inflate(body);
      try {
        return parseJson(inflated);
      } finally {
        releaseMemory(inflated);
      }
    }
    default:
      throw new ProblemError(
        {
          type: 'unsupported-encoding',
          title: 'The hub cannot read this content encoding.',
          status: 415,
          detail: 'Send the batch as it is or with Content-Encoding: gzip.',
        },
        { 'accept-encoding': 'gzip, identity' },
      );
  }
}

/** At once, because waking another thread and being woken by it takes longer than a batch does. */
function inflate(body: Buffer): Buffer {
  try {
    // One piece instead of sixteen, so that the batch is neither handed over nor copied in parts.
    return gunzipSync(body, { maxOutputLength: MAX_BATCH_BYTES, chunkSize: MAX_BATCH_BYTES });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge();
    }
    throw unreadable('is not gzip although Content-Encoding says so');
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw unreadable('is not JSON');
  }
}

function unreadable(message: string): ProblemError {
  return new ProblemError(invalidRequest([{ path: '', message }]));
}

function tooLarge(): ProblemError {
  return new ProblemError({
    type: 'too-large',
    title: 'The batch is larger than the hub accepts.',
    status: 413,
    detail: `A batch may hold ${MAX_BATCH_BYTES} bytes after decompression; send fewer events at once.`,
  });
}
