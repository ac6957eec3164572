/**
 * A two-note chime, made on the spot: a soft bell (a sine and its quiet twelfth) on E5 and B5, loud enough to carry
 * across a shop floor and too short to annoy.
 *
 * @param context must be running; on a suspended context nothing is heard.
 */
export function playChime(context: AudioContext): void {
  const master = context.createGain();
  master.gain.value = 0.5;
  master.connect(context.destination);
  const start = context.currentTime + 0.02;
  strike(context, master, { frequencyHz: 659.26, at: start, seconds: 0.9 });
  strike(context, master, { frequencyHz: 987.77, at: start + 0.16, seconds: 1.3 });
}

type Note = { frequencyHz: number; at: number; seconds: number };

function strike(context: AudioContext, out: AudioNode, note: Note): void {
  for (const [multiple, loudness] of [
    [1, 0.6],
    [3, 0.12],
  ] as const) {
    const tone = context.createOscillator();
    const envelope = context.createGain();
    tone.frequency.value = note.frequencyHz * multiple;
    envelope.gain.setValueAtTime(0.0001, note.at);
    envelope.gain.exponentialRampToValueAtTime(loudness, note.at + 0.012);
    envelope.gain.exponentialRampToValueAtTime(0.0001, note.at + note.seconds / multiple ** 0.5);
    tone.connect(envelope).connect(out);
    tone.start(note.at);
    tone.stop(note.at + note.seconds + 0.05);
  }
}
