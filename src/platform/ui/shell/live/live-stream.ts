import { createSignal, onCleanup } from 'solid-js';
import { createEventReader, type StreamEvent } from './event-lines.ts';
import { reconnectWait } from './reconnect-wait.ts';

/**
 * How a stream stands: `joining` at first, `live` while the server is heard, `lost` while it is not. `ended`: the session is over,
 * or a right has gone.
 */
export type StreamStanding = 'joining' | 'live' | 'lost' | 'ended';

/** Beats come every 15 seconds: whoever has heard nothing for so long hears nothing any more. */
const SILENCE_MS = 40_000;

/**
 * Follows what changes under an address as long as the page is seen. `onChanged` hears of topics, and at the beginning of each
 * connection of `anything` where something may have been missed.
 */
export function createLiveStream(path: string, onChanged: (topics: readonly string[]) => void) {
  const [standing, setStanding] = createSignal<StreamStanding>('joining');
  const [heardAt, setHeardAt] = createSignal<number | null>(null);
  let [version, failures] = ['', 0];
  let going: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = (event: StreamEvent) => {
    failures = 0;
    setStanding('live');
    setHeardAt(Date.now());
    if (event.id !== undefined) version = event.id;
    if (event.name === 'changed') onChanged((JSON.parse(event.data) as { topics: string[] }).topics);
  };
  const join = async () => {
    clearTimeout(timer);
    going?.abort();
    const own = new AbortController();
    going = own;
    const outcome = await readStream(path, { version, signal: own.signal, hear });
    if (going !== own) return;
    going = null;
    setStanding(outcome);
    failures += 1;
    if (outcome === 'lost') timer = setTimeout(() => void join(), reconnectWait(failures, Math.random()));
  };
  const leave = () => {
    clearTimeout(timer);
    going?.abort();
    going = null;
  };
  const follow = () => {
    if (document.visibilityState !== 'visible') leave();
    else if (standing() !== 'ended') void join();
  };
  whenReachable(follow);
  onCleanup(leave);
  follow();
  return { standing, heardAt };
}

/** Calls `follow` when the page comes into sight or goes, and when the network is back. */
function whenReachable(follow: () => void): void {
  document.addEventListener('visibilitychange', follow);
  window.addEventListener('online', follow);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', follow);
    window.removeEventListener('online', follow);
  });
}

interface Reading {
  readonly version: string;
  readonly signal: AbortSignal;
  readonly hear: (event: StreamEvent) => void;
}

/** Reads until nothing comes any more. */
async function readStream(path: string, { version, signal, hear }: Reading): Promise<'lost' | 'ended'> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const headers = { accept: 'text/event-stream', ...(version === '' ? {} : { 'last-event-id': version }) };
    const reply = await fetch(path, { headers, cache: 'no-store', signal: AbortSignal.any([signal, silence.signal]) });
    if (reply.status === 401 || reply.status === 403) return 'ended';
    if (!reply.ok || reply.body === null) return 'lost';
    const [reader, read] = [reply.body.pipeThrough(new TextDecoderStream()).getReader(), createEventReader()];
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      for (const event of read(piece.value)) hear(event);
    }
    return 'lost';
  } catch {
    // The network broke off, or nothing was heard for long.
    return 'lost';
  } finally {
    clearTimeout(timer);
  }
}
