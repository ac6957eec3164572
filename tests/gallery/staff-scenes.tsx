import type { ReactNode } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { BoxStatus } from '../../contract/box-status.ts';
import { EventBody } from '../../contract/event-body.ts';
import { networkFinding } from '../../renderer/staff/acceptance/findings.ts';
import { staffWords, type StaffWords } from '../../renderer/staff/language/staff-words.ts';
import { AcceptanceView } from '../../renderer/staff/pages/acceptance-page.tsx';
import { BoxesView } from '../../renderer/staff/pages/boxes-page.tsx';
import { EventsView } from '../../renderer/staff/pages/events-page.tsx';
import { LanguagePage } from '../../renderer/staff/pages/language-page.tsx';
import { NetworkView } from '../../renderer/staff/pages/network-page.tsx';
import { StatusView } from '../../renderer/staff/pages/status-page.tsx';
import { TerminalView } from '../../renderer/staff/pages/terminal-page.tsx';
import { BoxButtons } from '../../renderer/staff/screens/box-buttons.tsx';
import { type PinProblem, PinScreen } from '../../renderer/staff/screens/pin-screen.tsx';
import { ScreenCheck } from '../../renderer/staff/screens/screen-check.tsx';
import { StaffFrame, type StaffPageName } from '../../renderer/staff/screens/staff-frame.tsx';
import { findingsIn, NOW, STAFFED, STATUS, TESTED } from '../support/staff-facts.ts';
import type { Scene } from './scene.ts';

function nothing(): void {
  // Nobody presses a picture.
}

const LEDGER = '0190a000-0000-7000-8000-00000004f21c';
const BOXES: readonly BoxStatus[] = [
  {
    state: 'live',
    boxId: 'GB-1042',
    driver: 'glimlach',
    firmware: '1.2.0',
    path: '/dev/ttyACM0',
    troubles: [{ button: 2, kind: 'stuck' }],
  },
  { state: 'searching', detail: 'Nothing that speaks the protocol answers at /dev/ttyUSB0.' },
];

function scene(name: string, show: (words: StaffWords) => ReactNode): Scene {
  return {
    name: `staff-${name}`,
    props: { view: { screen: 'staff' } },
    staffMenu: (language: LanguageTag) => {
      const words = staffWords(language);
      return (
        <div className="staff-menu" lang={words.language} dir={words.direction}>
          {show(words)}
        </div>
      );
    },
  };
}

function pinScene(name: string, length: number, problem: PinProblem | null): Scene {
  return scene(`pin${name}`, (words) => (
    <PinScreen
      words={words}
      length={length}
      checking={false}
      problem={problem}
      onDigit={nothing}
      onErase={nothing}
      onEnter={nothing}
      onClose={nothing}
    />
  ));
}

function pageScene(
  page: StaffPageName,
  name: string,
  show: (words: StaffWords) => ReactNode,
): Scene {
  return scene(name, (words) => (
    <StaffFrame
      words={words}
      terminal={STAFFED.terminal.name}
      page={page}
      onPage={nothing}
      onClose={nothing}
    >
      {show(words)}
    </StaffFrame>
  ));
}

const acceptance = {
  dispatch: nothing,
  nowMs: () => NOW.wallMs,
  onSave: nothing,
  check: null,
} as const;
const run = (words: StaffWords) => ({
  who: 'Noor de Wit',
  startedAtMs: NOW.wallMs,
  findings: findingsIn(words),
});

/** The menu of the staff, page by page. */
export const STAFF_SCENES: readonly Scene[] = [
  pinScene('', 3, null),
  pinScene('-wrong', 0, { kind: 'wrong', attemptsLeft: 2 }),
  pinScene('-locked-out', 0, { kind: 'locked-out', forMs: 47_000 }),
  pageScene('status', 'status', (words) => <StatusView words={words} seen={STATUS} />),
  pageScene('events', 'events', (words) => (
    <EventsView
      words={words}
      seen={{
        books: [
          {
            ledgerId: LEDGER,
            made: 4_213,
            mark: 4_180,
            queued: 32,
            oldestQueued: 4_181,
            parked: [4_180],
            gap: null,
          },
        ],
        parked: [
          {
            ledgerId: LEDGER,
            number: 4_180,
            id: LEDGER,
            body: EventBody.parse('{}'),
            reason: 'invalid',
            detail: 'type: Invalid discriminator value.',
          },
        ],
      }}
      said={null}
      onRetry={nothing}
      onExport={nothing}
    />
  )),
  pageScene('boxes', 'boxes', (words) => (
    <BoxesView
      words={words}
      statuses={BOXES}
      said={null}
      onTest={nothing}
      onSignal={nothing}
      onQuiet={nothing}
      test={
        <BoxButtons
          words={words}
          boxes={[TESTED]}
          counts={
            new Map([
              ['GB-1042 0', 1],
              ['GB-1042 1', 2],
              ['GB-1042 2', 1],
            ])
          }
        />
      }
    />
  )),
  pageScene('network', 'network-portal', (words) => (
    <NetworkView
      words={words}
      hubUrl="https://hub.example.com"
      found={{
        kind: 'not-reached',
        trouble: 'portal',
        detail: 'The reply to /.well-known/oauth-authorization-server (200) is not a hub’s.',
      }}
      onAgain={nothing}
    />
  )),
  pageScene('acceptance', 'acceptance', (words) => (
    <AcceptanceView words={words} state={{ step: 'who' }} {...acceptance} />
  )),
  pageScene('acceptance', 'acceptance-screen', (words) => (
    <AcceptanceView
      words={words}
      state={{ step: 'checking', check: 'screen', found: null, again: false, ...run(words) }}
      {...acceptance}
      check={<ScreenCheck words={words} onSeen={nothing} />}
    />
  )),
  pageScene('acceptance', 'acceptance-found', (words) => (
    <AcceptanceView
      words={words}
      state={{
        step: 'checking',
        check: 'network',
        found: networkFinding(
          { kind: 'reached', roundTripMs: 31, hubAheadMs: 64_000, uncertaintyMs: 15.5 },
          words,
        ),
        again: false,
        ...run(words),
      }}
      {...acceptance}
    />
  )),
  pageScene('acceptance', 'acceptance-summary', (words) => (
    <AcceptanceView
      words={words}
      state={{ step: 'summary', notSaved: null, ...run(words) }}
      {...acceptance}
    />
  )),
  pageScene('language', 'language', (words) => (
    <LanguagePage words={words} visitors={STAFFED.languages} onLanguage={nothing} />
  )),
  pageScene('terminal', 'terminal', (words) => (
    <TerminalView
      words={words}
      browser={false}
      busy={false}
      said={null}
      onRestart={nothing}
      onRePair={nothing}
    />
  )),
];
