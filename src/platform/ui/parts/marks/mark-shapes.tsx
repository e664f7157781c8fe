import type { JSX } from 'solid-js';

/** States that a fact, a deadline or a figure can be in. */
export const STATUSES = [
  'met',
  'late',
  'missed',
  'pending',
  'not-applicable',
  'unknown',
  'gap',
  'memory',
  'to-verify',
  'conflicting',
  'withheld',
] as const;
export type Status = (typeof STATUSES)[number];

/**
 * The shape of each status in a box of 12 × 12, so that it is told apart without colour: a ticked disc, a disc with a
 * hand past the hour, a crossed disc, an empty ring, a dash, a broken ring, an empty box, a box of dots, a ring with a
 * point, two opposed arrows, a bar.
 */
export const STATUS_SHAPES: Readonly<Record<Status, () => JSX.Element>> = {
  met: () => (
    <>
      <circle cx="6" cy="6" r="6" class="mark-fill" />
      <path d="M3.2 6.3 5.2 8.3 8.9 4.2" class="mark-cut" />
    </>
  ),
  late: () => (
    <>
      <circle cx="6" cy="6" r="6" class="mark-fill" />
      <path d="M6 2.8V6.2L8.4 8" class="mark-cut" />
    </>
  ),
  missed: () => (
    <>
      <path d="M3.5.3h5l3.2 3.2v5l-3.2 3.2h-5L.3 8.5v-5Z" class="mark-fill" />
      <path d="M3.9 3.9 8.1 8.1M8.1 3.9 3.9 8.1" class="mark-cut" />
    </>
  ),
  pending: () => <circle cx="6" cy="6" r="4.9" class="mark-line" />,
  'not-applicable': () => <path d="M2 6H10" class="mark-line" />,
  unknown: () => <circle cx="6" cy="6" r="4.9" class="mark-line mark-broken" />,
  gap: () => <rect x="1.1" y="1.1" width="9.8" height="9.8" class="mark-line mark-broken-box" />,
  memory: () => (
    <path d="M2.5 2.5h0M6 2.5h0M9.5 2.5h0M2.5 6h0M6 6h0M9.5 6h0M2.5 9.5h0M6 9.5h0M9.5 9.5h0" class="mark-dots" />
  ),
  'to-verify': () => (
    <>
      <circle cx="6" cy="6" r="4.9" class="mark-line" />
      <circle cx="6" cy="6" r="1.7" class="mark-fill" />
    </>
  ),
  conflicting: () => <path d="M.5 3.6H9L6.6 1.2M11.5 8.4H3L5.4 10.8" class="mark-line" />,
  withheld: () => <rect x="0" y="3.4" width="12" height="5.2" class="mark-fill" />,
};
