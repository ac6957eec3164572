import { uuidV7 } from '../../contract/uuid-v7.ts';
import { freezePressed } from './make-pressed.ts';

/**
 * Freezes a press that nobody made, as a box would bring it, and keeps it nowhere: schemas are compiled when they are
 * used first, and a visitor would wait for that.
 */
export function rehearsedPress(): ReturnType<typeof freezePressed> {
  const id = uuidV7(0, new Uint8Array(10));
  return freezePressed(
    {
      id,
      at: { wallMs: 0, monotonicMs: 0, bootId: id },
      context: {
        terminalId: id,
        touchpointId: id,
        questionnaire: { id, version: 1 },
        configurationVersion: 1,
        language: 'en',
      },
      choice: { rating: 'neutral', score: null },
      source: { kind: 'box', boxId: 'rehearsal', button: 0, boot: 0, count: 0 },
      sincePreviousMs: null,
      repeat: false,
      recovered: null,
      resumed: false,
    },
    id,
    1,
  );
}
