import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { PushReply } from '../../../contract/protocol/channels.ts';
import { failureMessage } from '../../api/failure-message.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { ThisDevice } from '../../push/this-device.tsx';
import { Moment } from '../../shell/moment.tsx';
import { useServices } from '../../shell/services.ts';
import { Loaded } from '../loaded.tsx';
import { devicesQuery } from '../settings-queries.ts';
import { TestMessage } from './test-message.tsx';
import { useSoleMutation } from '../../shell/use-sole-mutation.ts';

/** The phones and browsers that messages go to, and whether this is one of them. */
export function Devices(): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const queries = useQueryClient();
  const query = useQuery(devicesQuery(client));
  return (
    <section className="sheet">
      <h2 className="section__title">{t('devices.title')}</h2>
      <p className="section__lead">{t('devices.lead')}</p>
      <Loaded query={query}>
        {({ devices }) => (
          <>
            {devices.length === 0 && <p>{t('devices.none')}</p>}
            <ul className="rows" hidden={devices.length === 0}>
              {devices.map((device) => (
                <Device key={device.id} device={device} />
              ))}
            </ul>
            <ThisDevice onChanged={() => void queries.invalidateQueries(devicesQuery(client))} />
            {devices.length > 0 && <TestMessage channel="push" />}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Device({ device }: { device: PushReply['devices'][number] }): ReactElement {
  const { client } = useServices();
  const { t } = useLanguage();
  const queries = useQueryClient();
  const removal = useSoleMutation({
    mutationFn: () => client.unsubscribePush(device.id),
    onSuccess: () => queries.invalidateQueries(devicesQuery(client)),
  });
  const reply = removal.data;
  return (
    <li className="row">
      <div className="row__what">
        <strong>{device.name}</strong>
        <small>
          <Moment atMs={device.createdAtMs} />
        </small>
      </div>
      <button
        type="button"
        className="control"
        aria-busy={removal.isPending}
        aria-label={t('devices.removeNamed', { name: device.name })}
        onClick={() => removal.mutate()}
      >
        {t('form.remove')}
      </button>
      {reply?.ok === false && (
        <p className="row__fault" role="alert">
          {failureMessage(reply.failure, t)}
        </p>
      )}
    </li>
  );
}
