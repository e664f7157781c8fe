import { useNavigate } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Menu, MenuItem } from '../../../../../platform/ui/parts/actions/menu.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { mayPublish } from '../../observation-form.ts';
import { MenuWords } from '../grid/icon-button.tsx';
import { PublishDialog } from '../versions/publish-dialog.tsx';
import { FormStateMark } from '../view/form-state-mark.tsx';
import { DraftActions } from './draft-actions.tsx';
import type { FormFrame } from './form-frame.ts';
import type { FormWork } from './form-work.ts';
import { KeptState } from './kept-state.tsx';

/** Where the form stands, what of it is shown, and what can be done. */
export function FormHead(props: {
  readonly frame: FormFrame;
  readonly work: FormWork | null;
  /** The version that is shown; null: the draft. */
  readonly number: number | null;
}) {
  const { t } = useMessages();
  const [isPublishing, setIsPublishing] = createSignal(false);
  const canPublish = () => props.frame.canEdit && mayPublish(props.frame.reply.state);
  return (
    <div class="form-head">
      <FormStateMark state={props.frame.reply.state} />
      <SubjectChoice frame={props.frame} hasDraft={props.work !== null} number={props.number} />
      <Show when={props.number === null && props.work}>
        {(work) => <KeptState work={work()} frame={props.frame} />}
      </Show>
      <span class="form-head-actions">
        <Downloads frame={props.frame} number={props.number} />
        <DraftActions frame={props.frame} work={props.work} number={props.number} />
        <Show when={canPublish() && props.work}>
          {(work) => (
            <>
              <Button look="primary" onClick={() => setIsPublishing(true)}>
                {t('forms.publish')}
              </Button>
              <PublishDialog
                frame={props.frame}
                work={work()}
                isOpen={isPublishing()}
                onClose={() => setIsPublishing(false)}
              />
            </>
          )}
        </Show>
      </span>
    </div>
  );
}

function SubjectChoice(props: {
  readonly frame: FormFrame;
  readonly hasDraft: boolean;
  readonly number: number | null;
}) {
  const { t } = useMessages();
  const navigate = useNavigate();
  const choices = () => [
    ...(props.hasDraft ? [{ value: '', label: t('forms.subject.draft') }] : []),
    ...props.frame.reply.versions.map(({ number, version }) => ({
      value: String(number),
      label: t('forms.subject.version', { number, version: version ?? '–' }),
    })),
  ];
  const choose = (value: string) => {
    const search = value === '' ? '' : `?version=${value}`;
    navigate(`${props.frame.addresses.page}/${props.frame.tab}${search}`);
  };
  return (
    <Show when={choices().length > 1}>
      <SelectField
        label={t('forms.subject')}
        choices={choices()}
        value={props.number === null ? '' : String(props.number)}
        onInput={choose}
      />
    </Show>
  );
}

function Downloads(props: { readonly frame: FormFrame; readonly number: number | null }) {
  const { t } = useMessages();
  const path = () => `${props.frame.addresses.api}/${props.number === null ? 'draft' : `versions/${props.number}`}`;
  return (
    <Menu button={<MenuWords>{t('forms.downloads')}</MenuWords>}>
      <MenuItem href={`${path()}/form.xlsx`} isExternal>
        {t('forms.download.xlsx')}
      </MenuItem>
      <Show when={props.number !== null}>
        <MenuItem href={`${path()}/form.xml`} isExternal>
          {t('forms.download.xform')}
        </MenuItem>
        <MenuItem href={`${path()}/codebook.csv`} isExternal>
          {t('forms.download.codebook')}
        </MenuItem>
        <MenuItem href={`${path()}/package.json`} isExternal>
          {t('forms.download.package')}
        </MenuItem>
      </Show>
    </Menu>
  );
}
