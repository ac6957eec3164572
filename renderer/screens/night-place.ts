/** Steps that come near every place again only late (Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018). */
const ACROSS = 0.754_877_666_246_692_9;
const DOWN = 0.569_840_290_998_053_2;

/** Where on the night screen something stands, as shares of the room it has: from the middle on, everywhere in turn. */
export function nightPlace(turn: number): { readonly x: number; readonly y: number } {
  return { x: (0.5 + turn * ACROSS) % 1, y: (0.5 + turn * DOWN) % 1 };
}
