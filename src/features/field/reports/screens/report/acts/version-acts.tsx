import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../../platform/ui/parts/actions/toast.tsx';
import type { ShownVersion } from '../../../arrivals/arrival-replies.ts';
import type { ShownStanding } from '../../../arrivals/standing-replies.ts';
import { type ActedOn, ActForm } from './act-form.tsx';
import { ReleaseForm } from './release-form.tsx';

/** What may be done with one version of a report: let it stand, or accept it where it is held. */
export function VersionActs(props: {
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  readonly version: ShownVersion;
  readonly missionPath: string;
  readonly onDone: () => void;
}) {
  const { t } = useMessages();
  const [asked, setAsked] = createSignal<'restore' | 'release' | null>(null);
  const close = () => setAsked(null);
  const done = (kind: 'restore' | 'release') => {
    close();
    showToast({ message: t(`reports.act.${kind}-done`) });
    props.onDone();
  };
  const isHeld = () => props.version.state === 'held' && props.standing.acts.includes('release');
  const isOther = () => props.version.sha256 !== props.standing.version;
  const isEarlier = () => props.version.state === 'read' && isOther() && props.standing.acts.includes('restore');
  return (
    <Show when={isHeld() || isEarlier()}>
      <Buttons>
        <Button onClick={() => setAsked(isHeld() ? 'release' : 'restore')}>
          {t(isHeld() ? 'reports.act.release-ask' : 'reports.act.restore-ask')}
        </Button>
      </Buttons>
      <Dialog isOpen={asked() === 'release'} title={t('reports.act.release')} onClose={close}>
        <ReleaseForm
          {...props}
          held={props.version.sha256}
          formId={props.version.formId}
          onDone={() => done('release')}
          onClose={close}
        />
      </Dialog>
      <Dialog isOpen={asked() === 'restore'} title={t('reports.act.restore')} onClose={close}>
        <ActForm
          report={props.report}
          kind="restore"
          content={() => ({ version: props.version.sha256 })}
          submitLabel={t('reports.act.restore')}
          hint={t('reports.act.restore-hint')}
          onDone={() => done('restore')}
          onClose={close}
        />
      </Dialog>
    </Show>
  );
}
