import { useSearchParams } from '@solidjs/router';
import { createMemo, Match, Switch } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import type { Provision } from '../../provisions/provision.ts';
import { findApplications, findCitations, findOpenStatements, type RecordsByKind } from '../citations.ts';
import type { Source } from '../source.ts';
import { LawTable } from './law-table.tsx';
import { OpenStatements } from './open-statements.tsx';
import { SourceTable } from './source-table.tsx';
import './sources.css';

/** The records that are cited, beside all those that cite them; a whole election file is one. */
export interface SourcesFile extends RecordsByKind {
  readonly source: readonly Source[];
  readonly provision: readonly Provision[];
}

const PARTS = ['sources', 'law', 'open'] as const;

/** What the record rests on: its sources, the law, and everything that has neither. */
export function SourcesScreen(props: { readonly file: SourcesFile }) {
  const { t, formatNumber } = useMessages();
  const [query] = useSearchParams();
  const part = () => PARTS.find((name) => name === query.part) ?? 'sources';
  const citations = createMemo(() => findCitations(props.file));
  const applications = createMemo(() => findApplications(props.file));
  const open = createMemo(() => findOpenStatements(props.file));
  const counts = () => ({ sources: props.file.source.length, law: props.file.provision.length, open: open().length });
  const tabs = () =>
    PARTS.map((name) => ({
      href: `?part=${name}`,
      label: t(`sources.part.${name}`),
      isCurrent: part() === name,
      count: formatNumber(counts()[name]),
    }));
  return (
    <div class="sources">
      <Tabs label={t('sources.parts')} tabs={tabs()} />
      <Switch>
        <Match when={part() === 'sources'}>
          <SourceTable sources={props.file.source} citations={citations()} />
        </Match>
        <Match when={part() === 'law'}>
          <LawTable provisions={props.file.provision} applications={applications()} />
        </Match>
        <Match when={part() === 'open'}>
          <OpenStatements statements={open()} />
        </Match>
      </Switch>
    </div>
  );
}
