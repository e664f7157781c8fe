import { createSignal, Show, untrack } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../../platform/ui/parts/actions/toast.tsx';
import type { ShownVersion } from '../../../arrivals/arrival-replies.ts';
import type { ShownStanding } from '../../../arrivals/standing-replies.ts';
import { isReadable } from '../../../reading/reading.ts';
import { ActForm } from './act-form.tsx';
import type { ActedOn } from './acted-on.ts';
import { createReleaseDraft, type ReleaseDraft, ReleaseForm } from './release-form.tsx';

/** What somebody is about to do with a version, of the report as they saw it. */
export interface AskedOfVersion {
  readonly kind: 'restore' | 'release';
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  readonly version: ShownVersion;
}

/** The button for what may be done with one version of a report: let it stand, or accept it where it is held. */
export function VersionActs(props: {
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  readonly version: ShownVersion;
  readonly onAsk: (asked: AskedOfVersion) => void;
}) {
  const { t } = useMessages();
  const isHere = () => props.version.rawDeletedAt === null;
  const isHeld = () =>
    isHere() && props.version.state === 'held' && isReadable(props.version) && props.standing.acts.includes('release');
  const isOther = () => props.version.sha256 !== props.standing.version;
  const isEarlier = () => props.version.state === 'read' && isOther() && props.standing.acts.includes('restore');
  const ask = () => {
    const { report, standing, version } = props;
    props.onAsk({ kind: isHeld() ? 'release' : 'restore', report, standing, version });
  };
  return (
    <Show when={isHeld() || isEarlier()}>
      <Buttons>
        <Button onClick={ask}>{t(isHeld() ? 'reports.act.release-ask' : 'reports.act.restore-ask')}</Button>
      </Buttons>
    </Show>
  );
}

/** Asks about it. It stands outside the list of versions, which is made anew whenever something comes. */
export function VersionActDialog(props: {
  readonly asked: AskedOfVersion | null;
  readonly missionPath: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const drafts = createDrafts();
  const done = ({ kind, version }: AskedOfVersion) => {
    drafts.drop(version);
    props.onClose();
    showToast({ message: t(`reports.act.${kind}-done`) });
    props.onDone();
  };
  const look = () => {
    props.onClose();
    props.onDone();
  };
  return (
    <Dialog
      isOpen={props.asked !== null}
      title={t(`reports.act.${props.asked?.kind ?? 'restore'}`)}
      onClose={props.onClose}
    >
      <Show when={props.asked} keyed>
        {(asked) => {
          const { kind, report, standing, version } = asked;
          const draft = drafts.release(asked);
          return kind === 'release' ? (
            <ReleaseForm
              report={report}
              missionPath={props.missionPath}
              held={version.sha256}
              formId={version.formId}
              isStationUnknown={version.reason === 'unknown-station'}
              isStationSaid={isPlaced(standing)}
              draft={draft}
              onDone={() => done(asked)}
              onClose={props.onClose}
              onLook={look}
            />
          ) : (
            <ActForm
              report={report}
              kind="restore"
              content={() => ({ version: version.sha256 })}
              submitLabel={t('reports.act.restore')}
              hint={t('reports.act.restore-hint')}
              draft={drafts.restore}
              onDone={() => done(asked)}
              onClose={props.onClose}
              onLook={look}
            />
          );
        }}
      </Show>
    </Dialog>
  );
}

/** A person said which station it is of: moved it there, or accepted it for that one. */
function isPlaced({ isMoved, isSaid }: ShownStanding): boolean {
  return isMoved || isSaid;
}

/** What was typed stays where a dialog is closed before anything was done. */
function createDrafts() {
  const kept = new Map<string, ReleaseDraft>();
  return {
    restore: createSignal(''),
    release: ({ version, standing }: AskedOfVersion): ReleaseDraft => {
      const said = isPlaced(standing) ? standing.station : null;
      const draft = kept.get(version.sha256) ?? createReleaseDraft(said);
      kept.set(version.sha256, draft);
      // Moved after it was begun.
      const [station, setStation] = draft.station;
      if (untrack(station).trim() === '' && said !== null) setStation(said);
      return draft;
    },
    drop: ({ sha256 }: ShownVersion) => kept.delete(sha256),
  };
}
