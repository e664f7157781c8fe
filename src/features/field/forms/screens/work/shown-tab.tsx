import { Match, Switch } from 'solid-js';
import { FormFiles } from '../files/form-files.tsx';
import { PaperPreview } from '../preview/paper-preview.tsx';
import { PhonePreview } from '../preview/phone-preview.tsx';
import { FormVersions } from '../versions/form-versions.tsx';
import type { FormSubject } from '../view/form-subject.ts';
import { EditTab } from './edit-tab.tsx';
import type { FormFrame } from './form-frame.ts';
import type { FormWork } from './form-work.ts';
import { TranslateTab } from './translate-tab.tsx';

/** The view that the address names. */
export function ShownTab(props: {
  readonly frame: FormFrame;
  readonly work: FormWork | null;
  readonly subject: FormSubject;
  readonly isEditable: boolean;
}) {
  const editable = () => (props.isEditable ? props.work : null);
  return (
    <Switch>
      <Match when={props.frame.tab === 'edit'}>
        <EditTab frame={props.frame} work={editable()} subject={props.subject} />
      </Match>
      <Match when={props.frame.tab === 'phone'}>
        <PhonePreview subject={props.subject} />
      </Match>
      <Match when={props.frame.tab === 'paper'}>
        <PaperPreview subject={props.subject} keeping={props.work?.keeping() ?? 'kept'} />
      </Match>
      <Match when={props.frame.tab === 'translations'}>
        <TranslateTab frame={props.frame} work={editable()} subject={props.subject} />
      </Match>
      <Match when={props.frame.tab === 'files'}>
        <FormFiles frame={props.frame} work={editable()} subject={props.subject} />
      </Match>
      <Match when={props.frame.tab === 'versions'}>
        <FormVersions frame={props.frame} work={props.work} />
      </Match>
    </Switch>
  );
}
