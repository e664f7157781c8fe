import { createMemo } from 'solid-js';
import { encode } from 'uqr';
import './marks.css';

const QUIET_MODULES = 4;

/** A text as a QR code (ISO/IEC 18004), black on white in every theme, because cameras expect that. */
export function QrPicture(props: {
  readonly text: string;
  readonly label: string;
  /** How much of it may be covered: 7 % (for long texts, so that the squares stay large) or 15 %, the rule. */
  readonly correction?: 'L' | 'M' | undefined;
}) {
  const code = createMemo(() => encode(props.text, { ecc: props.correction ?? 'M', border: QUIET_MODULES }));
  const path = () =>
    code()
      .data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join('');
  return (
    <svg class="qr-picture" role="img" aria-label={props.label} viewBox={`0 0 ${code().size} ${code().size}`}>
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path()} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
