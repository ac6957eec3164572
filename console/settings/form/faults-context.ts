import { createContext, use } from 'react';
import { faultAt } from './faults.ts';
import type { Fault } from './faults.ts';

/** What is wrong with the form around a field. */
export const FaultsContext = createContext<readonly Fault[]>([]);

/** What is wrong with the value at a path; null: nothing. */
export function useFault(path: string): string | null {
  return faultAt(use(FaultsContext), path);
}
