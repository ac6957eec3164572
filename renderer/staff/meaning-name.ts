import type { ButtonMeaning } from '../../contract/terminal-configuration.ts';
import type { StaffWords } from './language/staff-words.ts';

/** What a button stands for, such as `Good`, `Staff` or `7`. */
export function meaningName(meaning: ButtonMeaning, { t, number }: StaffWords): string {
  return typeof meaning === 'number' ? number(meaning) : t(`meaning.${meaning}`);
}
