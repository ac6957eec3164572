import { createContext, use } from 'react';
import type { OpenAlertSource } from '../alerts/alert-source.ts';
import type { HubClient } from '../api/hub-client.ts';
import type { HubClock } from '../api/hub-clock.ts';
import type { DesktopNotices } from '../notices/desktop-notices.ts';
import type { PushSubscriptions } from '../push/push-subscription.ts';
import type { Preferences } from '../session/preferences.ts';
import type { AlertSound } from '../sound/alert-sound.ts';

/** What the screens need from outside; built once, in `main.tsx`. */
export type Services = {
  client: HubClient;
  clock: HubClock;
  openSource: OpenAlertSource;
  sound: AlertSound;
  notices: DesktopNotices;
  /** Pushes to this device. */
  push: PushSubscriptions;
  preferences: Preferences;
  /** Most wanted first. */
  browserLanguages: readonly string[];
};

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === null) {
    throw new Error('useServices needs a ServicesContext above it.');
  }
  return services;
}
