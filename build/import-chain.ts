/**
 * How a module comes to need another, by static imports alone: the shortest chain from `from` to the first module that
 * `isUnwanted`, both ends included; null when there is none.
 */
export function importChain(
  from: string,
  isUnwanted: (moduleId: string) => boolean,
  importsOf: (moduleId: string) => readonly string[],
): readonly string[] | null {
  const importerOf = new Map<string, string | null>([[from, null]]);
  for (const id of importerOf.keys()) {
    if (isUnwanted(id)) {
      return chainTo(id, importerOf);
    }
    for (const imported of importsOf(id)) {
      if (!importerOf.has(imported)) {
        importerOf.set(imported, id);
      }
    }
  }
  return null;
}

function chainTo(last: string, importerOf: ReadonlyMap<string, string | null>): readonly string[] {
  const importer = importerOf.get(last) ?? null;
  return importer === null ? [last] : [...chainTo(importer, importerOf), last];
}
