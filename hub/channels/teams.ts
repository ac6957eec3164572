import type { Notice } from '../notices/notice.ts';
import type { Channel } from './channel.ts';
import { outcomeOf } from './http-outcome.ts';
import type { PostOutside } from './outgoing-request.ts';
import { retryBySchedule } from './retry-schedule.ts';

export type TeamsAddress = { readonly url: string };

/** Half an hour later nobody helps by it any more. */
const RETRY_AFTER_MS = [5_000, 30_000, 2 * 60_000, 10 * 60_000, 30 * 60_000];
/** The flow does not take what it is told, however often. */
const REFUSED = new Set([400, 413]);

/**
 * A workflow of Microsoft Teams that begins by "When a Teams webhook request is received". It takes a message with
 * Adaptive Cards and answers 202 before it posts them. See
 * https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using#send-adaptive-cards-using-an-incoming-webhook.
 *
 * Teams knows no ids of messages: one that is sent again after a crash is shown twice.
 */
export function createTeamsChannel(
  postOutside: PostOutside,
  random: () => number,
): Channel<TeamsAddress> {
  return {
    kind: 'teams',
    retryDelayMs: retryBySchedule(RETRY_AFTER_MS, random),
    async send(notice, { url }, signal) {
      const reply = await postOutside(
        {
          url,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify(messageOf(notice)),
        },
        signal,
      );
      return reply.kind === 'answered' && REFUSED.has(reply.status)
        ? { kind: 'refused', error: `The workflow answered ${reply.status}.` }
        : outcomeOf(reply);
    },
  };
}

/** Adaptive Cards 1.4 (https://adaptivecards.io/explorer/AdaptiveCard.html); what runs of text hold is no Markdown. */
function messageOf(notice: Notice): object {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          lang: notice.language,
          body: [
            {
              type: 'RichTextBlock',
              inlines: [
                {
                  type: 'TextRun',
                  text: notice.title,
                  weight: 'Bolder',
                  size: 'Large',
                  ...(notice.isUrgent ? { color: 'Attention' } : {}),
                },
              ],
            },
            ...notice.lines.map((line) => ({
              type: 'RichTextBlock',
              spacing: 'Small',
              inlines: [{ type: 'TextRun', text: line }],
            })),
          ],
          actions: [{ type: 'Action.OpenUrl', title: notice.action.label, url: notice.action.url }],
          msteams: { width: 'Full' },
        },
      },
    ],
  };
}
