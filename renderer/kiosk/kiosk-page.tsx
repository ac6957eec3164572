import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { KioskScreens } from '../screens/kiosk-screens.tsx';
import type { Kiosk } from './kiosk-store.ts';

/** The screens, fed from the kiosk's store. */
export function KioskPage({
  kiosk,
  onEnrol,
}: {
  readonly kiosk: Kiosk;
  readonly onEnrol: (enrolmentKey: string) => void;
}): ReactNode {
  const snapshot = useStore(kiosk.store);
  return (
    <KioskScreens
      {...snapshot}
      onPress={(rating, source) => kiosk.press(rating, source)}
      onLanguage={(language) => kiosk.chooseLanguage(language)}
      onEnrol={onEnrol}
    />
  );
}
