const AGAIN_MS = 10_000;

/**
 * Calls `tick` whenever something happened to the incidents of a mission, in whichever window: one of them holds the line to the
 * server and tells the others, since browsers allow few lines to one server. @returns what ends it.
 */
export function watchIncidents(mission: string, tick: () => void): () => void {
  const name = `incidents ${mission}`;
  const channel = new BroadcastChannel(name);
  channel.onmessage = tick;
  const ending = new AbortController();
  const { signal } = ending;
  const tell = () => {
    tick();
    channel.postMessage('changed');
  };
  const listen = () => holdLine(`/api/missions/${encodeURIComponent(mission)}/changes`, { tell, signal });
  // Without HTTPS there are no locks: each window has a line of its own.
  const held = 'locks' in navigator ? navigator.locks.request(name, { signal }, listen) : listen();
  // Ended while another window held the line.
  void held.catch(() => {});
  return () => {
    ending.abort();
    channel.close();
  };
}

/** Holds a line to the server until it is ended; a browser opens one that broke, and one that was refused is asked for again. */
function holdLine(
  path: string,
  { tell, signal }: { readonly tell: () => void; readonly signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(path);
      source.addEventListener('changed', ({ data }) => {
        const { topics } = JSON.parse(data) as { topics: readonly string[] };
        if (topics.includes('incidents') || topics.includes('anything')) tell();
      });
      source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED && !signal.aborted) timer = setTimeout(open, AGAIN_MS);
      });
    };
    const end = () => {
      clearTimeout(timer);
      source.close();
      resolve();
    };
    open();
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
