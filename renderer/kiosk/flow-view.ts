import type { Flow } from './flow.ts';
import { patienceMs } from './flow-patience.ts';
import type { KioskView } from './kiosk-view.ts';

/** The page that shows where a flow stands. */
export function viewOfFlow(flow: Flow): KioskView {
  const { press, stage, promised, turn, soon } = flow;
  const { id: pressId, rating } = press;
  const patience = patienceMs(flow);
  switch (stage.at) {
    case 'thanked':
      return { screen: 'thanks', rating, pressId, offers: [], promised, closing: null };
    case 'thanks':
      return {
        screen: 'thanks',
        rating,
        pressId,
        offers: flow.offers,
        promised,
        closing: flow.offers.length === 0 ? null : { afterMs: patience, turn, soon },
      };
    case 'step':
      return {
        screen: 'step',
        rating,
        pressId,
        step: stage.step,
        place: (stage.index ?? 0) + 1,
        count: stage.index === null ? 1 : flow.path.steps.length,
        closing: { afterMs: patience, turn, soon },
        keeping: stage.keeping,
      };
    case 'help':
      return { screen: 'help', rating, pressId, call: stage.call };
  }
}
