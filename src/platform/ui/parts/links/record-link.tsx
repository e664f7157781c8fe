import { useLocation, useNavigate } from '@solidjs/router';
import type { JSX } from 'solid-js';
import {
  closedPanelHref,
  findNewKind,
  findOpenRecord,
  newRecordHref,
  type RecordName,
  recordHref,
} from './record-address.ts';
import './links.css';

/** A link that opens a record in the side panel, at the present address. */
export function RecordLink(props: {
  readonly kind: string;
  readonly key: string;
  readonly class?: string | undefined;
  readonly children?: JSX.Element | undefined;
}) {
  const location = useLocation();
  const isOpen = () => {
    const open = findOpenRecord(location.search);
    return open?.kind === props.kind && open.key === props.key;
  };
  return (
    <a
      class={props.class ?? 'record-link'}
      href={recordHref(location.search, props)}
      aria-current={isOpen() ? 'true' : undefined}
      noScroll
    >
      {props.children ?? props.key}
    </a>
  );
}

/** What the side panel shows according to the address, and how to change it. */
export interface PanelAddress {
  /** The record of `?record=kind/key`, or null. */
  readonly record: () => RecordName | null;
  /** The kind of `?new=kind`, or null. */
  readonly newKind: () => string | null;
  readonly open: (record: RecordName) => void;
  readonly openNew: (kind: string) => void;
  readonly close: () => void;
}

/** The side panel's part of the present address, for the app that composes the page. */
export function usePanelAddress(): PanelAddress {
  const location = useLocation();
  const navigate = useNavigate();
  const go = (search: string) => navigate(location.pathname + (search === '?' ? '' : search), { scroll: false });
  return {
    record: () => findOpenRecord(location.search),
    newKind: () => findNewKind(location.search),
    open: (record) => go(recordHref(location.search, record)),
    openNew: (kind) => go(newRecordHref(location.search, kind)),
    close: () => go(closedPanelHref(location.search)),
  };
}
