import { createMemo, createSignal, createUniqueId, For, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { ReportReply, ShownVersion } from '../../arrivals/arrival-replies.ts';
import { relateVersions } from '../../arrivals/relate-versions.ts';
import type { ActedOn } from './acts/acted-on.ts';
import { type AskedOfVersion, VersionActDialog, VersionActs } from './acts/version-acts.tsx';
import { ActEntry } from './history/act-entry.tsx';
import { historyLine, makerOf } from './history/history-line.ts';
import { VersionEntry } from './version-entry.tsx';

interface VersionsOfReport {
  readonly report: ReportReply;
  readonly path: string;
  /** As acts name it. */
  readonly acted: ActedOn;
  readonly missionPath: string;
  readonly canAct: boolean;
  /** SHA-256 of a version → the how many of those that are shown. */
  readonly numberOf: (sha256: string | null) => number | null;
  readonly onDone: () => void;
}

interface Asking {
  readonly onAsk: (asked: AskedOfVersion) => void;
}

/** What is made once of all versions. */
interface Numbered {
  readonly relations: ReturnType<typeof relateVersions>;
  /** Place in the log → the how many of those that are shown. */
  readonly ordinals: ReadonlyMap<number, number>;
}

/** The version that stands, open; below it all that happened, in its order. */
export function VersionList(props: VersionsOfReport) {
  const { t } = useMessages();
  const heading = createUniqueId();
  const [asked, setAsked] = createSignal<AskedOfVersion | null>(null);
  const standing = () => props.report.versions.find(({ sha256 }) => sha256 === props.report.standing?.version) ?? null;
  const relations = createMemo(() => relateVersions(props.report.versions));
  const ordinals = createMemo(() => new Map(props.report.versions.map(({ index }, at) => [index, at + 1])));
  const line = () => historyLine(props.report.versions, props.report.acts);
  const isAlone = () => standing() !== null && line().length === 1;
  return (
    <>
      <Show when={standing()}>
        {(version) => (
          <Entry {...props} relations={relations()} ordinals={ordinals()} version={version()} isOpen onAsk={setAsked} />
        )}
      </Show>
      <Show when={!isAlone()}>
        <section class="report-history" aria-labelledby={heading}>
          <h3 id={heading}>{t('reports.history')}</h3>
          <ol class="report-versions">
            <For each={line()}>
              {(entry) => (
                <li>
                  <Switch>
                    <Match when={entry.kind === 'act' && entry.act}>
                      {(act) => <ActEntry act={act()} numberOf={props.numberOf} stations={props.report.stations} />}
                    </Match>
                    <Match when={entry.kind === 'version' && entry.version}>
                      {(version) => (
                        <Show when={version() !== standing()} fallback={<Above {...props} version={version()} />}>
                          <Entry
                            {...props}
                            relations={relations()}
                            ordinals={ordinals()}
                            version={version()}
                            isOpen={standing() === null}
                            onAsk={setAsked}
                          />
                        </Show>
                      )}
                    </Match>
                  </Switch>
                </li>
              )}
            </For>
          </ol>
        </section>
      </Show>
      <VersionActDialog {...props} asked={asked()} onClose={() => setAsked(null)} />
    </>
  );
}

/** The version that stands is shown above: here only its place in the line. */
function Above(props: VersionsOfReport & { readonly version: ShownVersion }) {
  const { t } = useMessages();
  return (
    <p class="report-version-above">
      {t('reports.stands-above', { number: props.numberOf(props.version.sha256) ?? 0 })}
    </p>
  );
}

function Entry(
  props: VersionsOfReport & Asking & Numbered & { readonly version: ShownVersion; readonly isOpen: boolean },
) {
  const maker = () => makerOf(props.report.acts, props.version.sha256);
  return (
    <VersionEntry
      version={props.version}
      path={props.path}
      ordinals={props.ordinals}
      relations={props.relations.get(props.version.index)}
      isOpen={props.isOpen}
      comparedWith={comparedWith(props.report, props.version)}
    >
      <Show when={maker()}>
        {(act) => <ActEntry act={act()} numberOf={props.numberOf} stations={props.report.stations} />}
      </Show>
      <Show when={props.canAct && props.report.standing}>
        {(standing) => (
          <VersionActs report={props.acted} standing={standing()} version={props.version} onAsk={props.onAsk} />
        )}
      </Show>
    </VersionEntry>
  );
}

/** What it corrects, or else what came before it. */
function comparedWith({ versions, acts }: ReportReply, { sha256, deprecatedId }: ShownVersion): string | null {
  const at = versions.findIndex((version) => version.sha256 === sha256);
  const made = makerOf(acts, sha256);
  if (made !== null) return made.held ?? made.on;
  const corrected = versions.find(({ instanceId }) => instanceId !== null && instanceId === deprecatedId);
  return corrected?.sha256 ?? versions[at - 1]?.sha256 ?? null;
}
