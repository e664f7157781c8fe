import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { sizeWords } from '../../../../platform/ui/form/media/size-words.ts';
import { titleIn } from '../../../../platform/ui/form/model/form-language.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Button, Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { CopyButton } from '../../../../platform/ui/parts/actions/copy-button.tsx';
import type { Status } from '../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { ProgressBar } from '../../../../platform/ui/parts/states/progress-bar.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import { type ExportState, isUnderWay, type ShownExport } from '../export-job.ts';
import { askWords } from './ask-words.ts';
import { dictionaryPath, filePath, readyPath } from './export-address.ts';
import { WhichReports } from './which-reports.tsx';

const MARKS: Readonly<Record<ExportState, Status>> = {
  waiting: 'pending',
  running: 'pending',
  done: 'met',
  failed: 'missed',
  cancelled: 'withheld',
  expired: 'withheld',
};

interface EntryProps {
  readonly mission: string;
  readonly export: ShownExport;
  readonly isBusy: boolean;
  readonly onCancel: () => void;
  readonly onAskAgain: () => void;
}

/** One export: how it stands, and what can be done with it. */
export function ExportEntry(props: EntryProps) {
  const messages = useMessages();
  const { t } = messages;
  const form = () => titleIn(messages, { title: props.export.formTitle, titles: props.export.formTitles });
  const title = () => `${form()} · ${t(`exports.format.${props.export.ask.format}`)}`;
  const state = () => props.export.state;
  return (
    <li class="export-entry">
      <div class="export-head">
        <h2>
          <bdi>{title()}</bdi>
        </h2>
        <StatusMark status={MARKS[state()]}>{t(`exports.state.${state()}`)}</StatusMark>
      </div>
      <p class="export-note">{askWords(messages, props.export.ask)}</p>
      <WhichReports mission={props.mission} ask={props.export.ask} />
      <Show when={state() === 'running'}>
        <Progress export={props.export} />
      </Show>
      <Show when={props.export.fault}>{(fault) => <p class="export-note">{t(`exports.fault.${fault()}`)}</p>}</Show>
      <ExportFacts export={props.export} />
      <Buttons>
        <Show when={state() === 'done' && props.export.isOwn}>
          <Download mission={props.mission} export={props.export} title={title()} />
        </Show>
        <Show when={isUnderWay(state())}>
          <Button aria-label={t('exports.cancel-of', { name: title() })} isBusy={props.isBusy} onClick={props.onCancel}>
            {t('exports.cancel')}
          </Button>
        </Show>
        <Show when={!isUnderWay(state()) && state() !== 'done' && props.export.isOwn}>
          <Button
            aria-label={t('exports.again-of', { name: title() })}
            isBusy={props.isBusy}
            onClick={props.onAskAgain}
          >
            {t('exports.again')}
          </Button>
        </Show>
      </Buttons>
    </li>
  );
}

function Progress(props: { readonly export: ShownExport }) {
  const { t } = useMessages();
  const isOfFiles = () => props.export.files.done > 0;
  const words = () => {
    const { done, total, files } = props.export;
    if (isOfFiles()) return t('exports.files-of', { done: files.done, total: files.total });
    return total === null ? t('exports.counting') : t('exports.reports-of', { done, total });
  };
  const value = () => (isOfFiles() ? props.export.files.done : props.export.done);
  const max = () => (isOfFiles() ? props.export.files.total : (props.export.total ?? 0));
  return <ProgressBar label={words()} value={max() > 0 ? value() : undefined} max={Math.max(1, max())} />;
}

function ExportFacts(props: { readonly export: ShownExport }) {
  const messages = useMessages();
  const { t } = messages;
  const moment = (at: string) => formatMoment(messages, at);
  return (
    <>
      <Facts>
        <Fact term={t('exports.asked')}>
          {t('exports.by', { time: moment(props.export.askedAt), name: props.export.askedBy })}
        </Fact>
        <Show when={props.export.state === 'done'}>
          <Fact term={t('exports.written')}>{messages.formatNumber(props.export.done)}</Fact>
        </Show>
        <Show when={props.export.state === 'done' && props.export.bytes !== null}>
          <Fact term={t('exports.size')}>{sizeWords(messages, props.export.bytes ?? 0)}</Fact>
        </Show>
        <Show when={props.export.state === 'done' && props.export.expiresAt}>
          {(at) => <Fact term={t('exports.kept-until')}>{moment(at())}</Fact>}
        </Show>
        <Show when={props.export.state === 'done' && props.export.sha256}>
          {(sha256) => (
            <Fact term={t('exports.sha256')}>
              <code>{sha256()}</code> <CopyButton text={sha256()} />
            </Fact>
          )}
        </Show>
      </Facts>
      <Show when={props.export.cutTexts > 0}>
        <p class="export-note">{t('exports.cut', { count: props.export.cutTexts })}</p>
      </Show>
      <Show when={props.export.state === 'done' && props.export.files.missing > 0}>
        <p class="export-note">{t('exports.missing', { count: props.export.files.missing })}</p>
      </Show>
      <Show when={props.export.state === 'done' && !props.export.isOwn}>
        <p class="export-note">{t('exports.not-yours', { name: props.export.askedBy })}</p>
      </Show>
    </>
  );
}

/** The browser itself fetches the file, which may be larger than a page could hold. */
function Download(props: { readonly mission: string; readonly export: ShownExport; readonly title: string }) {
  const { t } = useMessages();
  const work = createRequest();
  // A link alone would show the bare refusal where a recent sign-in is wanted.
  const save = () =>
    work.run(async () => {
      await api.get(readyPath(props.mission, props.export.id));
      window.location.assign(filePath(props.mission, props.export.id));
    });
  return (
    <>
      <Button
        look="primary"
        aria-label={t('exports.download-of', { name: props.title })}
        isBusy={work.isBusy()}
        onClick={() => void save()}
      >
        {t('exports.download')}
      </Button>
      <LinkButton href={dictionaryPath(props.mission, props.export.id)} isExternal>
        {t('exports.dictionary')}
      </LinkButton>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
    </>
  );
}
