import { Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../../platform/ui/parts/actions/toast.tsx';
import type { ShownVersion } from '../../../arrivals/arrival-replies.ts';
import type { ShownStanding } from '../../../arrivals/standing-replies.ts';
import { isReadable } from '../../../reading/reading.ts';
import { type ActedOn, ActForm } from './act-form.tsx';
import { ReleaseForm } from './release-form.tsx';

/** What somebody is about to do with a version, of the report as they saw it. */
export interface AskedOfVersion {
  readonly kind: 'restore' | 'release';
  readonly report: ActedOn;
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
    const { report, version } = props;
    props.onAsk({ kind: isHeld() ? 'release' : 'restore', report, version });
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
  const done = (kind: AskedOfVersion['kind']) => {
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
        {({ kind, report, version }) =>
          kind === 'release' ? (
            <ReleaseForm
              report={report}
              missionPath={props.missionPath}
              held={version.sha256}
              formId={version.formId}
              isStationUnknown={version.reason === 'unknown-station'}
              onDone={() => done(kind)}
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
              onDone={() => done(kind)}
              onClose={props.onClose}
              onLook={look}
            />
          )
        }
      </Show>
    </Dialog>
  );
}
