import { type Seeded, seeded, shuffled } from '../../../../../kernel/seed.ts';
import type { Fate, StoryAct, Trouble } from './story.ts';

type Seal = Extract<StoryAct, { kind: 'seal' }>;
type Send = Extract<StoryAct, { kind: 'send' }>;

const SHARE_OFFLINE = 0.2;
const FATES: readonly (readonly [Fate, Trouble, number])[] = [
  ['answer-lost', 'answer-lost', 0.04],
  ['broken-off', 'broken-off', 0.03],
  ['twice', 'sent-twice', 0.03],
];

interface Spell {
  readonly from: number;
  readonly to: number;
}

/**
 * When telephones send: some minutes after each report, or when they are online again; where a connection broke, once more
 * soon after. A telephone that is lost sends nothing from then on.
 */
export function planSends(
  seed: string,
  { sealed, silentFrom }: { readonly sealed: readonly Seal[]; readonly silentFrom: ReadonlyMap<number, number> },
): { sends: Send[]; counts: Partial<Record<Trouble, number>> } {
  const random = seeded(`${seed}/sends`);
  const offline = spellsOf(random, [...new Set(sealed.map(({ device }) => device))]);
  const fates = dealFates(random, sealed.length);
  const sends = sealed.flatMap(({ device, minute }, at): Send[] => {
    const due = minute + 1 + random.below(6);
    const spell = offline.get(device);
    const isOffline = spell !== undefined && due >= spell.from && due < spell.to;
    const first = isOffline ? spell.to + random.below(5) : due;
    const fate = fates.get(at) ?? 'whole';
    const again = fate === 'answer-lost' || fate === 'broken-off';
    const sent: Send = { kind: 'send', minute: first, device, fate };
    return again ? [sent, { kind: 'send', minute: first + 2 + random.below(4), device, fate: 'whole' }] : [sent];
  });
  const heard = sends.filter(({ device, minute }) => minute < (silentFrom.get(device) ?? Number.POSITIVE_INFINITY));
  const counts = Object.fromEntries(
    FATES.map(([fate, trouble]) => [trouble, heard.filter((one) => one.fate === fate).length]),
  );
  return { sends: heard, counts: { ...counts, offline: offline.size } };
}

function spellsOf(random: Seeded, devices: readonly number[]): ReadonlyMap<number, Spell> {
  const chosen = shuffled(random, devices).slice(0, Math.max(1, Math.round(devices.length * SHARE_OFFLINE)));
  return new Map(
    chosen.map((device) => {
      const from = 540 + random.below(480);
      return [device, { from, to: from + 40 + random.below(140) }];
    }),
  );
}

/** Some of each kind, one at least. */
function dealFates(random: Seeded, count: number): ReadonlyMap<number, Fate> {
  const free = shuffled(
    random,
    Array.from({ length: count }, (_, at) => at),
  );
  return new Map(
    FATES.flatMap(([fate, , share]) =>
      free.splice(0, Math.max(1, Math.round(count * share))).map((at) => [at, fate] as const),
    ),
  );
}
