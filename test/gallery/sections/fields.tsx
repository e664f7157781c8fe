import { createSignal } from 'solid-js';
import { Checkbox, RadioField, SelectField } from '../../../src/platform/ui/parts/fields/choice-field.tsx';
import { ErrorSummary } from '../../../src/platform/ui/parts/fields/error-summary.tsx';
import { SearchField } from '../../../src/platform/ui/parts/fields/search-field.tsx';
import { TextArea, TextField } from '../../../src/platform/ui/parts/fields/text-field.tsx';
import { WhenField } from '../../../src/platform/ui/parts/fields/when-field.tsx';

const KINDS = [
  { value: 'official', label: 'Official' },
  { value: 'observed', label: 'Observed' },
  { value: 'derived', label: 'Derived' },
];

export function FieldSection() {
  const [text, setText] = createSignal('Gülnar Əyvazlı');
  const [when, setWhen] = createSignal('by 2031-09-09');
  const [kind, setKind] = createSignal('official');
  const [isDone, setIsDone] = createSignal(true);
  const [search, setSearch] = createSignal('');
  return (
    <main class="gallery">
      <h1>Fields</h1>
      <section>
        <ErrorSummary
          errors={[{ message: 'Date: found “9 January”, wanted a day such as 2031-01-09', field: 'date' }]}
        />
        <TextField label="Name" value={text()} onInput={setText} />
        <WhenField id="date" label="Date" value={when()} onInput={setWhen} />
        <WhenField
          id="date-2"
          label="Date of registration"
          value="9 January"
          onInput={() => {}}
          error="Found “9 January”, wanted a day such as 2031-01-09"
        />
        <SelectField label="Kind of claim" value={kind()} onInput={setKind} choices={KINDS} emptyLabel="Choose" />
        <RadioField label="Kind of claim" value={kind()} onInput={setKind} choices={KINDS} />
        <Checkbox label="It was done" hint="Only where a source says so." checked={isDone()} onInput={setIsDone} />
        <TextArea label="Remark" isOptional hint="Seen by everybody who reads the file." value="" onInput={() => {}} />
        <SearchField label="Search claims" value={search()} onInput={setSearch} />
      </section>
    </main>
  );
}
