import type { JSX } from 'solid-js';
import './styles/small-multiples.css';

/** The same small chart several times, once for each thing, so that shapes are compared and not colours. */
export function SmallMultiples(props: {
  readonly title: string;
  /** A sentence that says what is seen. */
  readonly caption: string;
  readonly children: JSX.Element;
}) {
  return (
    <section class="multiples" aria-label={props.title}>
      <p class="chart-title">{props.title}</p>
      <div class="multiples-grid">{props.children}</div>
      <p class="chart-caption">{props.caption}</p>
    </section>
  );
}
