import type { Messages } from '../../../../platform/i18n/messages.ts';
import { titleIn } from '../../../../platform/ui/form/model/form-language.ts';
import type { ListedArrival, ReportReply, ShownVersion } from '../arrivals/arrival-replies.ts';
import { stationInWords } from './station-words.ts';

/** Why a version is held, in words; the code itself where there are none yet. */
export function wordReason(messages: Messages, reason: string): string {
  return messages.find(`reports.reason.${reason}`) ?? reason;
}

/** What a person should know of a version, in words; the code itself where there are none yet. */
export function wordFlag(messages: Messages, flag: string): string {
  return messages.find(`reports.flag.${flag}`) ?? flag;
}

/** Who sent a version; `whyNone`: why nobody is named, where that can be told. */
export function wordSender(
  { t }: Messages,
  { device, keyName, channel }: Pick<ListedArrival, 'device' | 'keyName' | 'channel'>,
): { readonly name: string | null; readonly whyNone: string | null } {
  const name = device?.name ?? device?.pseudonym ?? (keyName === null ? null : t('reports.by-key', { name: keyName }));
  return { name, whyNone: name === null && channel === 'api' ? t('reports.key-not-kept') : null };
}

/** A number that was counted up to a limit: `10 000+`. */
export function wordCount(messages: Messages, { count, isMore }: { count: number; isMore: boolean }): string {
  return `${messages.formatNumber(count)}${isMore ? '+' : ''}`;
}

/** The version that stands; where none does, the newest; undefined: none is shown. */
export function versionThatStands<T extends Pick<ShownVersion, 'sha256'>>({
  versions,
  standing,
}: Pick<ReportReply, 'standing'> & { readonly versions: readonly T[] }): T | undefined {
  return versions.find(({ sha256 }) => sha256 === standing?.version) ?? versions.at(-1);
}

/** What a report is called: the form that it is of, and the polling station. */
export function wordReport(
  messages: Messages,
  report: Pick<ReportReply, 'standing' | 'stations'> & {
    readonly versions: readonly Pick<ShownVersion, 'sha256' | 'formId' | 'formTitle' | 'formTitles'>[];
  },
): string {
  const { standing, stations } = report;
  const { formTitle = null, formTitles = null, formId = null } = versionThatStands(report) ?? {};
  const form = titleIn(messages, { title: formTitle, titles: formTitles }) ?? formId ?? messages.t('reports.report');
  const station = standing?.station ?? null;
  return station === null ? form : `${form} · ${stationInWords(messages, stations, station)}`;
}
