import { type JSX, Show } from 'solid-js';
import './marks.css';

/**
 * A number with what makes it true: what it counts, what sort of figure it is, its n and the moment for which it
 * holds. `value` is already in words of the language (`formatNumber`), or a StatusMark where there is none.
 */
export function Figure(props: {
  readonly value: JSX.Element;
  readonly label: JSX.Element;
  /** `official`, `derived`, …, in words. */
  readonly kind?: JSX.Element | undefined;
  /** `n = 6 537 stations`, in words. */
  readonly n?: JSX.Element | undefined;
  /** `as of 7 Feb 2024, 19:00`, in words. */
  readonly asOf?: JSX.Element | undefined;
  /** SourceMarks, or a link to what is behind the number. */
  readonly sources?: JSX.Element | undefined;
}) {
  return (
    <div class="figure">
      <p class="figure-label">{props.label}</p>
      <p class="figure-value numeral">{props.value}</p>
      <p class="figure-truth">
        <Show when={props.kind}>{(kind) => <span class="figure-kind">{kind()}</span>}</Show>
        <Show when={props.n}>{(n) => <span>{n()}</span>}</Show>
        <Show when={props.asOf}>{(asOf) => <span>{asOf()}</span>}</Show>
        <Show when={props.sources}>{(sources) => <span>{sources()}</span>}</Show>
      </p>
    </div>
  );
}

/** Figures in a row that breaks into columns on a narrow screen. */
export function Figures(props: { readonly children: JSX.Element }) {
  return <div class="figures">{props.children}</div>;
}
