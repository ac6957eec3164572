import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';
import { useNow } from './use-now.ts';

/** A moment in words that stay current, with the exact time on hover and for machines. */
export function Moment({ atMs }: { atMs: number }): ReactElement {
  const { times } = useLanguage();
  const nowMs = useNow();
  return (
    <Tooltip label={times.exact(atMs)}>
      <time className="moment" dateTime={new Date(atMs).toISOString()}>
        {times.ago(atMs, nowMs)}
      </time>
    </Tooltip>
  );
}
