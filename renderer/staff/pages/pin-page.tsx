import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { messageOf } from '../../message-of.ts';
import type { StaffHost } from '../host/staff-host.ts';
import type { StaffWords } from '../language/staff-words.ts';
import { LONGEST_PIN, type PinProblem, PinScreen, SHORTEST_PIN } from '../screens/pin-screen.tsx';

const TICK_MS = 500;

/** Asks for the PIN until it is right. The digits stay here no longer than it takes to check them. */
export function PinPage({
  words,
  host,
  onUnlocked,
  onClose,
}: {
  readonly words: StaffWords;
  readonly host: StaffHost;
  readonly onUnlocked: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const [digits, setDigits] = useState('');
  const [checking, setChecking] = useState(false);
  const [problem, setProblem] = useState<PinProblem | null>(null);
  /** When the lock-out ends, on the page's monotonic clock; null when there is none. */
  const [openAtMs, setOpenAtMs] = useState<number | null>(null);
  const closed = checking || openAtMs !== null;

  function type(digit: string): void {
    if (!closed) {
      setDigits((typed) => (typed + digit).slice(0, LONGEST_PIN));
    }
  }

  async function enter(): Promise<void> {
    if (closed || digits.length < SHORTEST_PIN) {
      return;
    }
    setDigits('');
    setChecking(true);
    setProblem(null);
    try {
      const reply = await host.unlock(digits);
      switch (reply.outcome) {
        case 'unlocked':
          onUnlocked();
          break;
        case 'wrong':
          setProblem({ kind: 'wrong', attemptsLeft: reply.attemptsLeft });
          break;
        case 'locked-out':
          setProblem({ kind: 'locked-out', forMs: reply.forMs });
          setOpenAtMs(performance.now() + reply.forMs);
          break;
        case 'no-pin':
          onClose();
          break;
      }
    } catch (error) {
      setProblem({ kind: 'failed', detail: messageOf(error) });
    } finally {
      setChecking(false);
    }
  }

  const onKey = useEffectEvent((stroke: KeyboardEvent): void => {
    if (stroke.ctrlKey || stroke.altKey || stroke.metaKey) {
      return;
    }
    if (/^\d$/.test(stroke.key)) {
      type(stroke.key);
    } else if (stroke.key === 'Backspace') {
      setDigits((typed) => typed.slice(0, -1));
    } else if (stroke.key === 'Enter' && !(stroke.target instanceof HTMLButtonElement)) {
      void enter();
    } else if (stroke.key === 'Escape') {
      onClose();
    }
  });
  useEffect(() => {
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  }, []);

  useEffect(() => {
    if (openAtMs === null) {
      return undefined;
    }
    const timer = setInterval(() => {
      const forMs = openAtMs - performance.now();
      setProblem(forMs > 0 ? { kind: 'locked-out', forMs } : null);
      if (forMs <= 0) {
        setOpenAtMs(null);
      }
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [openAtMs]);

  return (
    <PinScreen
      words={words}
      length={digits.length}
      checking={checking}
      problem={problem}
      onDigit={type}
      onErase={() => setDigits((typed) => typed.slice(0, -1))}
      onEnter={() => void enter()}
      onClose={onClose}
    />
  );
}
