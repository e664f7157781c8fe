import { useLocation } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { type RecordName, recordHref } from '../../parts/links/record-address.ts';

declare module 'solid-js' {
  namespace JSX {
    interface ExplicitAttributes {
      noscroll: string;
    }
  }
}

/**
 * A mark of a chart that opens its record, or only says its words where there is none. `words` is what a screen reader
 * says and what the tooltip shows.
 */
export function ChartLink(props: {
  readonly record?: RecordName | undefined;
  readonly words: string;
  readonly children: JSX.Element;
}) {
  const location = useLocation();
  return (
    <Show
      when={props.record}
      fallback={
        <g>
          <title>{props.words}</title>
          {props.children}
        </g>
      }
    >
      {(record) => (
        <g class="chart-link">
          <title>{props.words}</title>
          <a href={recordHref(location.search, record())} aria-label={props.words} attr:noscroll="">
            {props.children}
          </a>
        </g>
      )}
    </Show>
  );
}
