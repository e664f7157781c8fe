import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { ExportAsk } from '../export-job.ts';

/** What was asked for, apart from which reports, in words: by it one export is told from another. */
export function askWords({ t }: Messages, ask: ExportAsk): string {
  const { fromVersion: from, toVersion: to, language, query } = ask;
  const isOfList = query !== null;
  const choices =
    ask.words === 'codes' || !language
      ? t(`exports.card.${ask.words}`)
      : t(`exports.card.${ask.words}-in`, { language });
  const versions =
    to === null
      ? from && t('exports.card.versions-from', { from })
      : t('exports.card.versions', { from: from ?? 1, to });
  const said = [
    choices,
    versions,
    ask.withRepeats ? t('exports.card.repeats') : null,
    ask.splitsChoices ? t('exports.card.splits') : null,
    ask.withFiles ? t('exports.card.files') : null,
    ask.withNames ? t('exports.card.names') : null,
    // Of a list goes in what is seen there: then it is told what does not.
    ask.withHeld === isOfList ? null : t(isOfList ? 'exports.card.no-held' : 'exports.card.held'),
    ask.withVoid === isOfList ? null : t(isOfList ? 'exports.card.no-void' : 'exports.card.void'),
  ];
  return said.filter((part) => part !== null).join(' · ');
}
