/** Compresses text for a request body. */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream('gzip');
  const compressed = new Response(readable).arrayBuffer();
  const writer = writable.getWriter();
  // Straight from memory: a `Blob` would take the bytes through the browser's process and back.
  const written = [writer.write(new TextEncoder().encode(text)), writer.close()];
  const [bytes] = await Promise.all([compressed, ...written]);
  return new Uint8Array(bytes);
}
