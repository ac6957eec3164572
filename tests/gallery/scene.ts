import type { ReactNode } from 'react';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { KioskScreensProps, KioskView } from '../../renderer/kiosk/kiosk-view.ts';

/** One screen as somebody meets it. */
export type Scene = {
  /** Also the name of its picture. */
  readonly name: string;
  /** The staff's menu speaks for itself. */
  readonly staffMenu?: (language: LanguageTag) => ReactNode;
  readonly props: Partial<KioskScreensProps> & { readonly view: KioskView };
};
