import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { KeypadKeys } from '../../contract/keypad-keys.ts';
import { KioskScreens } from '../screens/kiosk-screens.tsx';
import type { PartLoader } from '../part-loader.ts';
import type { StaffParts } from '../staff/staff-parts.ts';
import type { Kiosk, KioskSnapshot } from './kiosk-store.ts';
import { StaffPlace } from './staff-place.tsx';
import { useStaffGesture } from './use-staff-gesture.ts';

/** The screens, fed from the kiosk as it is drawn. */
export function KioskPage({
  kiosk,
  drawn,
  keypadKeys,
  loader,
  staff,
  onEnrol,
  onDrawn,
  onShown,
}: {
  readonly kiosk: Kiosk;
  readonly drawn: StoreApi<KioskSnapshot>;
  readonly keypadKeys: KeypadKeys | null;
  readonly loader: PartLoader;
  readonly staff: Omit<StaffParts, 'language' | 'onClose'>;
  readonly onEnrol: (enrolmentKey: string) => void;
  /** Stands on the page from now on, in the place of what stood there before. */
  readonly onDrawn: () => void;
  /** This can be seen. */
  readonly onShown: (snapshot: KioskSnapshot) => void;
}): ReactNode {
  const snapshot = useStore(drawn);
  const tellDrawn = useEffectEvent(onDrawn);
  const tellShown = useEffectEvent(onShown);
  useLayoutEffect(() => tellDrawn(), []);
  useEffect(() => tellShown(snapshot), [snapshot]);
  useStaffGesture(() => {
    // Without a PIN there is nothing behind it.
    if ((staff.configuration()?.staffPin ?? null) !== null) {
      kiosk.staffOpened();
    }
  });
  return (
    <KioskScreens
      {...snapshot}
      keypadKeys={keypadKeys}
      staffMenu={
        <StaffPlace
          {...staff}
          loader={loader}
          language={snapshot.language}
          onClose={() => kiosk.staffClosed()}
        />
      }
      onPress={(choice, source) => kiosk.press(choice, source)}
      onButton={(button) => kiosk.pressButton(button)}
      onLanguage={(language) => kiosk.chooseLanguage(language)}
      onActive={() => kiosk.active()}
      flow={kiosk.flow}
      onEnrol={onEnrol}
    />
  );
}
