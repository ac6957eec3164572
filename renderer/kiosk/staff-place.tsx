import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import type { PartLoader } from '../part-loader.ts';
import type { StaffMenu } from '../staff/staff-menu.tsx';
import type { StaffParts } from '../staff/staff-parts.ts';

type Menu = typeof StaffMenu;

/** Where the staff menu stands. It comes when it is asked for: no visitor waits for it. */
export function StaffPlace({
  loader,
  ...props
}: StaffParts & { readonly loader: PartLoader }): ReactNode {
  const [menu, setMenu] = useState<{ readonly Menu: Menu } | null>(null);
  const arrived = useEffectEvent((loaded: { readonly StaffMenu: Menu } | null): void => {
    if (loaded === null) {
      props.onClose();
    } else {
      setMenu({ Menu: loaded.StaffMenu });
    }
  });
  useEffect(() => {
    let gone = false;
    async function load(): Promise<void> {
      const loaded = await loader.loadNow('staff menu', () => import('../staff/staff-menu.tsx'));
      if (!gone) {
        arrived(loaded);
      }
    }
    void load();
    return () => {
      gone = true;
    };
  }, [loader]);
  return menu === null ? null : <menu.Menu {...props} />;
}
