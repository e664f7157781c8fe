import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { PackageIssue } from '../package.ts';

/** An issue in words; a warning says that it is one. */
export function wordIssue({ code, parameters, severity }: PackageIssue, messages: Messages): string {
  const words = messages.find(`issues.${code}`, parameters) ?? code;
  return severity === 'warning' ? messages.t('import.warning', { words }) : words;
}

/** Where in its file an issue is: row and column, or the record where it is in no file. */
export function wordPlace({ row, column, key }: PackageIssue, { t }: Messages): string {
  const parts = [
    row === null ? '' : t('import.row', { row }),
    column === null ? '' : t('import.column', { column }),
    row === null && key ? t('import.record', { key }) : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
