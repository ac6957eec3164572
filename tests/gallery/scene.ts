import type { KioskScreensProps, KioskView } from '../../renderer/kiosk/kiosk-view.ts';

/** One screen as somebody meets it. */
export type Scene = {
  /** Also the name of its picture. */
  readonly name: string;
  readonly props: Partial<KioskScreensProps> & { readonly view: KioskView };
};
