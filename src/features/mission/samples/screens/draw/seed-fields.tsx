import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { DraftField, SampleDraft } from './sample-draft.ts';

/** How many reserves are drawn, what the sample is called, and the seed that decides it. */
export function SeedFields(props: {
  readonly draft: SampleDraft;
  readonly faults: ReadonlySet<DraftField>;
  readonly onType: (part: Partial<SampleDraft>) => void;
  readonly onMake: () => void;
}) {
  const { t } = useMessages();
  const faultOf = (field: DraftField) => (props.faults.has(field) ? t(`samples.fault.${field}`) : undefined);
  return (
    <>
      <TextField
        label={t('samples.reserves')}
        hint={t('samples.reserves-hint')}
        width="date"
        inputMode="numeric"
        value={props.draft.reserves}
        error={faultOf('reserves')}
        onInput={(reserves) => props.onType({ reserves })}
      />
      <TextField
        label={t('samples.name')}
        width="medium"
        value={props.draft.name}
        error={faultOf('name')}
        onInput={(name) => props.onType({ name })}
      />
      <div class="sample-row">
        <TextField
          label={t('samples.seed')}
          hint={t('samples.seed-hint')}
          width="medium"
          value={props.draft.seed}
          error={faultOf('seed')}
          onInput={(seed) => props.onType({ seed })}
        />
        <Button onClick={props.onMake}>{t('samples.seed-make')}</Button>
      </div>
    </>
  );
}
