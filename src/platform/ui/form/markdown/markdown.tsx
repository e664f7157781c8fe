import { createMemo, For, type JSX, Match, Switch } from 'solid-js';
import { type Block, type Inline, parseMarkdown } from '../../../../xforms/form/parse-markdown.ts';

/** A text of the form with its emphasis, links and lists; nodes are built, never HTML taken over. */
export function Markdown(props: { readonly text: string }) {
  const blocks = createMemo(() => parseMarkdown(props.text));
  return <For each={blocks()}>{(block) => <BlockView block={block} />}</For>;
}

/** A text of one line where only what may stand inside of a label or button is wanted. */
export function InlineMarkdown(props: { readonly text: string }) {
  const lines = createMemo(() => parseMarkdown(props.text).flatMap(linesOf));
  return (
    <For each={lines()}>
      {(line, at) => (
        <>
          {at() > 0 ? ' ' : ''}
          {piecesOf(line)}
        </>
      )}
    </For>
  );
}

function BlockView(props: { readonly block: Block }) {
  const list = () => (props.block.kind === 'list' ? props.block : null);
  const items = () => <For each={list()?.items}>{(item) => <li>{piecesOf(item)}</li>}</For>;
  return (
    <Switch fallback={<p data-kind={props.block.kind}>{linesOf(props.block).map(piecesOf)}</p>}>
      <Match when={list()?.isOrdered === true}>
        <ol>{items()}</ol>
      </Match>
      <Match when={list()?.isOrdered === false}>
        <ul>{items()}</ul>
      </Match>
    </Switch>
  );
}

function linesOf(block: Block): readonly (readonly Inline[])[] {
  return block.kind === 'list' ? block.items : [block.children];
}

function piecesOf(pieces: readonly Inline[]): JSX.Element {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    const inner = piecesOf(piece.children);
    if (piece.kind !== 'link') return piece.kind === 'bold' ? <strong>{inner}</strong> : <em>{inner}</em>;
    return (
      <a href={piece.href} target="_blank" rel="noopener noreferrer">
        {inner}
      </a>
    );
  });
}
