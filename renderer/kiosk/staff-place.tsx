import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { log } from '../log.ts';
import { messageOf } from '../message-of.ts';
import type { StaffMenu } from '../staff/staff-menu.tsx';
import type { StaffParts } from '../staff/staff-parts.ts';

type Menu = typeof StaffMenu;

/** Where the staff menu stands. It comes when it is asked for: no visitor waits for it. */
export function StaffPlace(props: StaffParts): ReactNode {
  const [menu, setMenu] = useState<{ readonly Menu: Menu } | null>(null);
  const close = useEffectEvent(props.onClose);
  useEffect(() => {
    let gone = false;
    import('../staff/staff-menu.tsx').then(
      (loaded) => {
        if (!gone) {
          setMenu({ Menu: loaded.StaffMenu });
        }
        return undefined;
      },
      (error: unknown) => {
        log(`The staff menu could not be loaded: ${messageOf(error)}`);
        close();
      },
    );
    return () => {
      gone = true;
    };
  }, []);
  return menu === null ? null : <menu.Menu {...props} />;
}
