/** An event of a stream. */
export interface StreamEvent {
  /** `message` where the stream names none. */
  readonly name: string;
  readonly data: string;
  /** Where to go on from; absent: as before. */
  readonly id?: string;
}

/**
 * Reads server-sent events out of pieces of text as they come (HTML standard, section 9.2.6); comments and an event that is not
 * whole yet give nothing.
 */
export function createEventReader(): (piece: string) => readonly StreamEvent[] {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const event = readBlock(block);
      return event === null ? [] : [event];
    });
  };
}

function readBlock(block: string): StreamEvent | null {
  const fields = block.split('\n').flatMap((line) => {
    const [, name, value] = /^([^:]+):? ?(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value ?? ''] as const];
  });
  const of = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value);
  const data = of('data');
  if (data.length === 0) return null;
  const id = of('id').at(-1);
  return { name: of('event').at(-1) ?? 'message', data: data.join('\n'), ...(id === undefined ? {} : { id }) };
}
