/** The device of an observer, with all that is kept of it and nothing that opens anything. */
export interface CopiedDevice {
  readonly id: string;
  readonly pseudonym: string;
  readonly name: string;
  readonly kind: string;
  readonly login: string | null;
  readonly createdAt: Date;
  readonly enrolledAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revocationReason: string | null;
}

/** A one-time code that was made for the device; the code itself is kept nowhere. */
export interface CopiedCode {
  readonly createdAt: Date;
  readonly endsAt: Date;
  readonly usedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly refusals: number;
}

/** What the desk noted when it typed a report for the observer. */
export interface CopiedEntry {
  readonly at: Date;
  readonly cameBy: string;
  readonly note: string | null;
  readonly typistId: string;
}

/** An event of security about the device. */
export interface CopiedEvent {
  readonly at: Date;
  readonly lastAt: Date;
  readonly count: number;
  readonly kind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  /** Network address, where the device itself was asked from. */
  readonly source: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** How much a copy holds. */
export interface CopyCounts {
  readonly reports: number;
  readonly versions: number;
  readonly files: number;
  readonly acts: number;
  readonly events: number;
}

/** What stands for whoever is not the observer: another device of any mission. */
export const OTHER_DEVICE = 'another device';

/** A report in which the device has a part. */
export interface CopiedReport {
  readonly id: string;
  /** Whether it is the observer's: the device sent its first version, or the desk said so where none did. */
  readonly isOwn: boolean;
}

/** Whether what `senderId` sent of a report is the observer's: sent by the device, or done to its report at the desk. */
export function isOwnPart(
  senderId: string | null,
  own: { readonly deviceId: string; readonly isOwn: boolean },
): boolean {
  return senderId === null ? own.isOwn : senderId === own.deviceId;
}

/** Name of the file that a copy is kept as; of the pseudonym alone, so that a list of downloads names nobody. */
export function copyFileName(mission: string, pseudonym: string): string {
  return `${mission}-observer-${pseudonym}.zip`;
}

/** What lies on top of a copy, for the observer, in the languages of the desk. */
export const COPY_README = [
  'What this mission keeps about you, as an observer: a copy, made at your request.',
  '',
  'observer.json         your device, when it was heard of, and how much is in this copy',
  'reports/              each of your reports: report.json (all versions, answers, receipts, what was done to it),',
  '                      each version as it came (1.xml, 2.xml ...) and its files',
  'acts.json             what was done that concerns your device and your reports, by whom: by role',
  'security-events.json  events of security about your device',
  '',
  'Other people and their devices are not named. What you wrote yourself is as you wrote it.',
  '',
  'Что эта миссия хранит о вас как о наблюдателе: копия, сделанная по вашей просьбе. observer.json — ваше устройство;',
  'reports — ваши отчёты во всех версиях, с ответами, квитанциями и файлами; acts.json — действия, которые их касаются;',
  'security-events.json — события безопасности. Другие люди и их устройства не названы.',
  '',
  'Bu missiyanın müşahidəçi kimi sizin haqqınızda saxladıqları: xahişinizlə hazırlanmış surət. observer.json – qurğunuz;',
  'reports – hesabatlarınızın bütün versiyaları, cavabları, qəbzləri və faylları ilə; acts.json – onlara aid əməllər;',
  'security-events.json – təhlükəsizlik hadisələri. Başqa insanların və onların qurğularının adı çəkilmir.',
  '',
].join('\n');
