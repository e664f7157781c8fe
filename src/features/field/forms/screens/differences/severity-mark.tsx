import type { JSX } from 'solid-js';
import type { DifferenceSeverity } from '../../compare/difference.ts';

/** A crossed octagon for what breaks, two opposed arrows for what changes, a plus in a ring for what adds. */
const SHAPES: Readonly<Record<DifferenceSeverity, () => JSX.Element>> = {
  breaks: () => (
    <>
      <path d="M3.5.3h5l3.2 3.2v5l-3.2 3.2h-5L.3 8.5v-5Z" class="mark-fill" />
      <path d="M3.9 3.9 8.1 8.1M8.1 3.9 3.9 8.1" class="mark-cut" />
    </>
  ),
  changes: () => <path d="M.5 3.6H9L6.6 1.2M11.5 8.4H3L5.4 10.8" class="mark-line" />,
  adds: () => (
    <>
      <circle cx="6" cy="6" r="5.1" class="mark-line" />
      <path d="M6 3.4V8.6M3.4 6H8.6" class="mark-line" />
    </>
  ),
};

/** The shape of a severity; its word stands beside it. */
export function SeverityMark(props: { readonly severity: DifferenceSeverity }) {
  return (
    <svg
      class="severity-mark"
      data-severity={props.severity}
      viewBox="-0.5 -0.5 13 13"
      width="13"
      height="13"
      aria-hidden="true"
    >
      {SHAPES[props.severity]()}
    </svg>
  );
}
