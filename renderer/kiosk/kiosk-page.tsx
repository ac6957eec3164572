import type { ReactNode } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { KioskScreens } from '../screens/kiosk-screens.tsx';
import type { Kiosk, KioskSnapshot } from './kiosk-store.ts';

/** The screens, fed from the kiosk as it is drawn. */
export function KioskPage({
  kiosk,
  drawn,
  onEnrol,
}: {
  readonly kiosk: Kiosk;
  readonly drawn: StoreApi<KioskSnapshot>;
  readonly onEnrol: (enrolmentKey: string) => void;
}): ReactNode {
  const snapshot = useStore(drawn);
  return (
    <KioskScreens
      {...snapshot}
      onPress={(rating, source) => kiosk.press(rating, source)}
      onLanguage={(language) => kiosk.chooseLanguage(language)}
      onEnrol={onEnrol}
    />
  );
}
