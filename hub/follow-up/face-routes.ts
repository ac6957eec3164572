import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { HubApp } from '../http/hub-app.ts';
import { FACES } from './face-drawing.ts';
import { sendNotice } from './page-reply.ts';

/** Where pictures for e-mails are, which cannot show drawings. */
export const FACES_PATH = '/f/faces';

/** Every picture that an e-mail may show. */
export const PICTURES = [...FACES, 'thumb-up', 'thumb-down'] as const;
export type Picture = (typeof PICTURES)[number];

const KEPT_SECONDS = 30 * 86_400;

/** The faces as pictures: 128 pixels square, for mail programs. */
export async function faceRoutes(app: HubApp): Promise<void> {
  const pictures = new Map<string, Buffer>(
    await Promise.all(
      PICTURES.map(async (name): Promise<[string, Buffer]> => [
        `${name}.png`,
        await readFile(new URL(`faces/${name}.png`, import.meta.url)),
      ]),
    ),
  );
  app.get(
    `${FACES_PATH}/:picture`,
    {
      schema: {
        summary: 'A face for e-mails',
        tags: ['visitors'],
        params: z.object({ picture: z.string() }),
        response: {
          200: { description: 'PNG.', content: { 'image/png': { schema: z.unknown() } } },
          404: {
            description: 'There is no such picture.',
            content: { 'text/html': { schema: z.string() } },
          },
        },
      },
    },
    async (request, reply) => {
      const picture = pictures.get(request.params.picture);
      if (picture === undefined) {
        return sendNotice(request, reply, { kind: 'missing' });
      }
      return reply
        .type('image/png')
        .header('cache-control', `public, max-age=${KEPT_SECONDS}`)
        .send(picture);
    },
  );
}
