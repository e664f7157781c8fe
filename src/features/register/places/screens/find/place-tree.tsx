import { useLocation } from '@solidjs/router';
import { createEffect, createSignal, on, onMount, Show, untrack } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Tree } from '../../../../../platform/ui/parts/tree/tree.tsx';
import type { PlacePage } from '../../contract.ts';
import { loadChildren, MOST_CHILDREN } from '../load-places.ts';
import { PlaceMarks, PlaceTitle } from '../place-name.tsx';
import { placesHref } from '../places-address.ts';
import { type PlacesView, readNode, type ShownPlace } from '../places-view.ts';
import { createTypeAhead } from './type-ahead.ts';

/** A place of the tree, or what stands at the end of a list that is too long for it. */
type TreeNode = ShownPlace | { readonly key: string; readonly moreOf: string; readonly isFailed: boolean };

/**
 * All places as a tree that is loaded as it is opened. It opens itself to the place that is shown; what a reader has
 * opened stays open when the places are loaded anew.
 */
export function PlaceTree(props: {
  readonly view: PlacesView;
  readonly roots: PlacePage;
  /** Codes from the root to the place that is shown, itself included. */
  readonly path: readonly string[];
  /** Something else stands in its place; what was opened stays open behind it. */
  readonly isHidden: boolean;
}) {
  const { t } = useMessages();
  const [opening, setOpening] = createSignal({ keys: props.path });
  let frame: HTMLDivElement | undefined;
  const typeAhead = createTypeAhead();
  const openedNow = () => openKeysIn(frame);
  // The first way is opened as the tree is made.
  createEffect(
    on(
      () => props.path.join(' '),
      () => {
        const shown = props.path.at(-1);
        if (shown === undefined || isInTree(frame, shown)) return;
        // What is to be opened and not loaded yet is not lost because another place is shown meanwhile.
        const waiting = untrack(opening).keys.filter((key) => !isInTree(frame, key));
        setOpening({ keys: [...new Set([...openedNow(), ...waiting, ...props.path])] });
      },
      { defer: true },
    ),
  );
  createEffect(() => {
    if (!props.isHidden) revealIn(frame?.parentElement, frame?.querySelector('[aria-current]'));
  });
  const nodes = () => ({ roots: props.roots.places.map(readNode), ...opening() });
  return (
    <div ref={frame} hidden={props.isHidden} on:keydown={{ handleEvent: typeAhead, capture: true }}>
      <Show when={nodes()} keyed>
        {(shown) => (
          <Tree<TreeNode>
            label={t('places.tree')}
            roots={shown.roots}
            source={{
              keyOf: (node) => node.key,
              hasChildren: (node) => 'place' in node && node.children > 0,
              childrenOf: (node) => loadNodes(props.view, node.key),
              openAtFirst: [...new Set([...openedNow(), ...shown.keys, ...soleRoot(shown.roots)])],
              render: (node) => <NodeRow node={node} view={props.view} shown={props.path.at(-1)} />,
            }}
          />
        )}
      </Show>
    </div>
  );
}

/** Scrolls `frame`, and nothing around it, so that the item is seen. */
function revealIn(frame: Element | null | undefined, item: Element | null | undefined): void {
  if (!frame || !item) return;
  const [outer, inner] = [frame.getBoundingClientRect(), item.getBoundingClientRect()];
  if (inner.top < outer.top) frame.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) frame.scrollTop += inner.bottom - outer.bottom;
}

/** A country opens by itself. */
function soleRoot(roots: readonly ShownPlace[]): string[] {
  return roots.length === 1 ? roots.map(({ key }) => key) : [];
}

function isInTree(frame: HTMLElement | undefined, key: string): boolean {
  return frame?.querySelector(`[data-place="${CSS.escape(key)}"]`) != null;
}

function openKeysIn(frame: HTMLElement | undefined): string[] {
  const open = frame?.querySelectorAll<HTMLElement>('[aria-expanded="true"] > .tree-row [data-place]') ?? [];
  return [...open].map((link) => link.dataset.place ?? '');
}

async function loadNodes(view: PlacesView, parent: string): Promise<TreeNode[]> {
  const asked = { parent, after: null, subject: null, limit: MOST_CHILDREN };
  const page = await loadChildren(view, asked).then(
    (loaded) => loaded,
    () => null,
  );
  const end = { key: `${parent} …`, moreOf: parent };
  if (page === null) return [{ ...end, isFailed: true }];
  const nodes: TreeNode[] = page.places.map(readNode);
  return page.next === null ? nodes : [...nodes, { ...end, isFailed: false }];
}

function NodeRow(props: { readonly node: TreeNode; readonly view: PlacesView; readonly shown: string | undefined }) {
  const { t } = useMessages();
  const location = useLocation();
  const end = () => ('place' in props.node ? null : props.node);
  const place = () => ('place' in props.node ? props.node : null);
  return (
    <>
      <Show when={place()}>{(node) => <PlaceRow node={node()} view={props.view} shown={props.shown} />}</Show>
      <Show when={end()}>
        {(node) => (
          <a class="places-end" href={placesHref(location.search, { place: node().moreOf })} noScroll>
            {node().isFailed ? t('places.not-loaded') : t('places.more-in-list')}
          </a>
        )}
      </Show>
    </>
  );
}

function PlaceRow(props: { readonly node: ShownPlace; readonly view: PlacesView; readonly shown: string | undefined }) {
  const { t, formatNumber } = useMessages();
  const location = useLocation();
  const isShown = () => props.shown === props.node.key;
  let link: HTMLAnchorElement | undefined;
  onMount(() => {
    if (isShown()) revealIn(link?.closest('.places-scroll'), link);
  });
  return (
    <span class="places-row">
      <a
        ref={link}
        class="places-node"
        data-place={props.node.key}
        href={placesHref(location.search, { place: props.node.key, query: '' })}
        aria-current={isShown() ? 'true' : undefined}
        tabIndex={-1}
        noScroll
      >
        <PlaceTitle place={props.node.place} view={props.view} />
      </a>
      <span class="places-node-marks">
        <Show when={props.node.place.level !== 'precinct' && props.node.precincts.open > 0}>
          <span class="numeral" title={t('places.precincts', { count: props.node.precincts.open })}>
            {formatNumber(props.node.precincts.open)}
          </span>
        </Show>
        <PlaceMarks place={props.node.place} view={props.view} isBrief />
      </span>
    </span>
  );
}
