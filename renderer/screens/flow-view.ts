import type { FlowScreensProps, KioskView } from '../kiosk/kiosk-view.ts';

/** The view of what follows a press, where a visitor can do something on it; null for any other. */
export function flowViewOf(view: KioskView): FlowScreensProps['view'] | null {
  switch (view.screen) {
    case 'step':
    case 'help':
      return view;
    case 'thanks':
      return view.closing === null ? null : view;
    case 'starting':
    case 'set-up':
    case 'start':
    case 'night':
    case 'staff':
    case 'not-saved':
      return null;
  }
}
