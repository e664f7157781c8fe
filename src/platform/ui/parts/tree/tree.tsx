import { createMemo, createResource, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { moveInTree } from './tree-keys.ts';
import './tree.css';

/** How a tree learns what it shows; nodes may come from the server, level by level. */
export interface TreeSource<Node> {
  readonly keyOf: (node: Node) => string;
  /** The nodes below, or a promise of them; asked once, when the node is opened. */
  readonly childrenOf: (node: Node) => readonly Node[] | Promise<readonly Node[]>;
  readonly hasChildren: (node: Node) => boolean;
  /** What is seen of a node, with a link first. */
  readonly render: (node: Node) => JSX.Element;
  /** Keys of the nodes that are open at first, such as the way to a place that was searched. */
  readonly openAtFirst?: readonly string[] | undefined;
}

/** A tree of any depth, which loads what is below a node when it is opened. Arrow keys move, open and close. */
export function Tree<Node>(props: {
  readonly label: string;
  readonly roots: readonly Node[];
  readonly source: TreeSource<Node>;
}) {
  return (
    <div class="tree" role="tree" aria-label={props.label} onKeyDown={moveInTree}>
      <Branches nodes={props.roots} level={1} source={props.source} />
    </div>
  );
}

function Branches<Node>(props: {
  readonly nodes: readonly Node[];
  readonly level: number;
  readonly source: TreeSource<Node>;
}) {
  return (
    <For each={props.nodes}>
      {(node, index) => (
        <Branch node={node} level={props.level} source={props.source} isFirst={props.level === 1 && index() === 0} />
      )}
    </For>
  );
}

function Branch<Node>(props: {
  readonly node: Node;
  readonly level: number;
  readonly source: TreeSource<Node>;
  readonly isFirst: boolean;
}) {
  const { t } = useMessages();
  const id = `tree-${createUniqueId()}`;
  const [isOpen, setIsOpen] = createSignal(props.source.openAtFirst?.includes(props.source.keyOf(props.node)) === true);
  const [wasOpened, setWasOpened] = createSignal(isOpen());
  const hasChildren = createMemo(() => props.source.hasChildren(props.node));
  const [children] = createResource(wasOpened, () => props.source.childrenOf(props.node));
  const toggle = (open: boolean) => {
    setIsOpen(open);
    if (open) setWasOpened(true);
  };
  return (
    <div role="none">
      <div
        role="treeitem"
        aria-expanded={hasChildren() ? isOpen() : undefined}
        aria-level={props.level}
        aria-selected="false"
        aria-labelledby={id}
        tabIndex={props.isFirst ? 0 : -1}
        on:tree-toggle={(event: CustomEvent<boolean>) => hasChildren() && toggle(event.detail)}
      >
        <div class="tree-row">
          <Show when={hasChildren()} fallback={<span class="tree-leaf" />}>
            <button
              type="button"
              class="tree-toggle"
              tabIndex={-1}
              aria-label={isOpen() ? t('ui.tree.close') : t('ui.tree.open')}
              onClick={() => toggle(!isOpen())}
            >
              <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" data-open={isOpen() ? '' : undefined}>
                <path d="M4 2.5 8 6 4 9.5" />
              </svg>
            </button>
          </Show>
          <span class="tree-words" id={id}>
            {props.source.render(props.node)}
          </span>
        </div>
      </div>
      <Show when={isOpen()}>
        {/* biome-ignore lint/a11y/useSemanticElements: a tree asks for a group of items, not for a fieldset */}
        <div role="group">
          <Show when={!children.loading} fallback={<p class="tree-wait">{t('ui.loading')}</p>}>
            <Branches nodes={children() ?? []} level={props.level + 1} source={props.source} />
          </Show>
        </div>
      </Show>
    </div>
  );
}
