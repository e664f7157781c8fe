import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../platform/ui/api.ts';
import type { PickedFile } from '../../../../platform/ui/parts/fields/dropped-files.ts';
import { FileDrop } from '../../../../platform/ui/parts/fields/file-drop.tsx';
import { wordProblem } from '../../../../platform/ui/parts/states/problem-words.ts';
import type { ListedPaper, PaperPage } from '../paper.ts';

/** What became of a picture. */
interface Outcome {
  readonly name: string;
  readonly problem: ApiProblem | null;
  readonly isUnknown: boolean;
}

/** Takes pictures of sheets, each named like its sheet, and tells which belong to none. */
export function AddScans(props: { readonly path: string; readonly onAdded: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const [isBusy, setIsBusy] = createSignal(false);
  const [outcomes, setOutcomes] = createSignal<readonly Outcome[]>([]);
  const add = async (files: readonly PickedFile[]) => {
    setIsBusy(true);
    setOutcomes([]);
    for (const { file } of files) {
      const outcome = await sendScan(props.path, file);
      setOutcomes((before) => [...before, outcome]);
    }
    setIsBusy(false);
    props.onAdded();
  };
  const failed = () => outcomes().filter(({ problem, isUnknown }) => problem !== null || isUnknown);
  const words = ({ name, problem }: Outcome) =>
    problem === null ? t('papers.scan-unknown', { name }) : `${name}: ${wordProblem(messages, problem).title}`;
  return (
    <div class="paper-scans">
      <FileDrop
        label={t('papers.scans')}
        hint={t('papers.scans-hint')}
        disabled={isBusy()}
        onFiles={(files) => void add(files)}
      />
      <p role="status">
        <Show when={outcomes().length > 0}>
          {t('papers.scans-done', { count: outcomes().length - failed().length, of: outcomes().length })}
        </Show>
      </p>
      <ul class="paper-faults">
        <For each={failed()}>{(outcome) => <li>{words(outcome)}</li>}</For>
      </ul>
    </div>
  );
}

async function sendScan(path: string, file: File): Promise<Outcome> {
  const label = file.name.replace(/\.[^.]*$/, '');
  return await findPaper(path, label)
    .then(async (paper) => {
      if (paper === null) return { name: file.name, problem: null, isUnknown: true };
      await api.putFile(`${path}/papers/${paper.id}/scan`, file);
      return { name: file.name, problem: null, isUnknown: false };
    })
    .then(undefined, (error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error;
      return { name: file.name, problem: error, isUnknown: false };
    });
}

/** The sheet of that label; null where there is none, or several forms have one. */
async function findPaper(path: string, label: string): Promise<ListedPaper | null> {
  const { papers } = await api.get<PaperPage>(
    `${path}/papers?${new URLSearchParams({ search: label, limit: '2000' })}`,
  );
  const named = papers.filter((paper) => paper.label === label && paper.state !== 'withdrawn');
  return named.length === 1 ? (named[0] ?? null) : null;
}
