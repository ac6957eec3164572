import type { ReactNode } from 'react';
import { Figure } from './figure.tsx';

/** A fist on its side, the thumb up; its cuff is the one straight line of the drawing. */
const FIST =
  'M30 112C30 105 35 100 42 100H74C81 100 88 97 93 92C111 75 121 56 125 34C127 21 138 13 150 16C165 20 171 36 168 54C166 66 163 77 159 88H194C209 88 219 99 217 113C226 119 229 135 219 143C226 151 224 167 213 173C217 188 207 204 190 204H128C108 204 98 196 84 194H42C35 194 30 189 30 182Z';
/** The same seen from above: a fist that points down hangs from a round wrist. */
const FIST_DOWN =
  'M44 32H84C98 30 108 20 128 20H190C207 20 217 36 213 51C224 57 226 73 219 81C229 89 226 105 217 111C219 125 209 136 194 136H159C163 147 166 158 168 170C171 188 165 204 150 208C138 211 127 203 125 190C121 168 111 149 93 132C88 127 81 124 74 124H44C18 124 14 104 14 78S18 32 44 32Z';

/** Up or down, told by the hand before the colour. */
export function Thumb({ up }: { readonly up: boolean }): ReactNode {
  return (
    <Figure tone={up ? 'positive' : 'negative'} silhouette={up ? FIST : FIST_DOWN}>
      {up ? (
        <path className="thumb-line" d="M180 116H210M180 145H212M178 174H207" />
      ) : (
        <path className="thumb-line" d="M180 108H210M180 79H212M178 50H207" />
      )}
    </Figure>
  );
}
