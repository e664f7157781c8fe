import { createSignal } from 'solid-js';
import { Checkbox, RadioField, SelectField } from '../../../src/platform/ui/parts/fields/choice-field.tsx';
import { ComboField, ManyField } from '../../../src/platform/ui/parts/fields/combo-field.tsx';
import { ErrorSummary } from '../../../src/platform/ui/parts/fields/error-summary.tsx';
import { FileDrop } from '../../../src/platform/ui/parts/fields/file-drop.tsx';
import { SearchField } from '../../../src/platform/ui/parts/fields/search-field.tsx';
import { TextArea, TextField } from '../../../src/platform/ui/parts/fields/text-field.tsx';
import { WhenField } from '../../../src/platform/ui/parts/fields/when-field.tsx';

const BODIES = [
  { value: 'cec', label: 'Central Election Commission' },
  { value: 'court', label: 'Constitutional Court' },
  { value: 'prosecutor', label: 'Prosecutor General' },
];

const SOURCES = Array.from({ length: 80 }, (_, index) => {
  const key = `S${String(index + 1).padStart(2, '0')}`;
  return { value: key, label: `${key} Publisher ${index + 1}` };
});

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
  const [body, setBody] = createSignal('cec');
  const [sources, setSources] = createSignal<readonly string[]>(['S01', 'S02']);
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
        <ComboField label="Body" value={body()} onInput={setBody} choices={BODIES} />
        <ManyField label="Sources" values={sources()} onInput={setSources} choices={SOURCES} isOptional />
        <FileDrop
          label="Files of the election"
          hint="CSV and YAML files, a folder of them, or a zip file."
          onFiles={() => {}}
        />
        <SearchField label="Search claims" value={search()} onInput={setSearch} />
      </section>
    </main>
  );
}
