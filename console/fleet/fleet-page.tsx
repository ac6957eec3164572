import { TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { MeReply } from '../../contract/protocol/me.ts';
import { failureIn } from '../api/hub-failure-error.ts';
import { useLanguage } from '../language/language-context.tsx';
import { useServices } from '../shell/services.ts';
import { FleetFrame, mayReadFleet, NoFleet } from './fleet-frame.tsx';
import { FleetHeading } from './fleet-heading.tsx';
import { FleetList } from './fleet-list.tsx';
import { fleetQuery } from './fleet-queries.ts';

/** How long after the last letter a search begins. */
const TYPED_MS = 250;

/** Every terminal with its books, those that ask for somebody first. */
export function FleetPage({ me }: { me: MeReply }): ReactElement {
  return mayReadFleet(me) ? <Fleet me={me} /> : <NoFleet me={me} />;
}

function Fleet({ me }: { me: MeReply }): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const navigate = useNavigate();
  const { search = '', only } = useSearch({ from: '/terminals' });
  const troubledOnly = only === 'troubled';
  /** What is in the field and not searched for yet. */
  const [typed, setTyped] = useState<string | null>(null);
  const fleet = useInfiniteQuery(fleetQuery(client, { search, troubledOnly }));
  const trouble = failureIn(fleet.error);
  const pages = fleet.data?.pages ?? [];
  // A terminal that changed groups between two pages may be on both.
  const terminals = [
    ...new Map(pages.flatMap((page) => page.terminals).map((each) => [each.id, each])).values(),
  ];

  async function want(next: { search: string; troubledOnly: boolean }): Promise<void> {
    await navigate({
      to: '/terminals',
      replace: true,
      resetScroll: false,
      search: {
        ...(next.search === '' ? {} : { search: next.search }),
        ...(next.troubledOnly ? { only: 'troubled' as const } : {}),
      },
    });
  }

  useEffect(() => {
    if (typed === null) {
      return undefined;
    }
    const timer = setTimeout(() => {
      void want({ search: typed, troubledOnly }).then(() =>
        setTyped((now) => (now === typed ? null : now)),
      );
    }, TYPED_MS);
    return () => clearTimeout(timer);
  });

  return (
    <FleetFrame
      me={me}
      title={t('page.terminals')}
      trouble={trouble}
      readAtMs={fleet.data === undefined ? null : fleet.dataUpdatedAt}
      onTryNow={() => void fleet.refetch()}
    >
      <FleetHeading
        terminals={fleet.data === undefined ? null : terminals}
        complete={!fleet.hasNextPage}
        search={search}
        troubledOnly={troubledOnly}
        trouble={trouble}
        onTryNow={() => void fleet.refetch()}
      />
      <div className="fleet__filter" role="search">
        <TextInput
          type="search"
          name="search"
          aria-label={t('fleet.search')}
          placeholder={t('fleet.search')}
          maxLength={100}
          value={typed ?? search}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <button
          type="button"
          className="control"
          aria-pressed={troubledOnly}
          onClick={() => void want({ search: typed ?? search, troubledOnly: !troubledOnly })}
        >
          {t('fleet.onlyTroubled')}
        </button>
      </div>
      {fleet.data !== undefined && (
        <FleetList
          terminals={terminals}
          more={fleet.hasNextPage ? { busy: fleet.isFetchingNextPage } : null}
          onMore={() => void fleet.fetchNextPage()}
        />
      )}
    </FleetFrame>
  );
}
