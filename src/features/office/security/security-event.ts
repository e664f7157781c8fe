/** Kinds of event that an operator should look into when there are any. */
const TO_LOOK_INTO: readonly string[] = [
  'account.sign-in-flood',
  'account.recovery-link-printed',
  'access.cross-site',
  'access.hidden',
  'access.key-refused',
  'access.key-scope',
  'device.code-refused',
  'report.refused',
];

/** Whether an operator should look into events of that kind. */
export function isToLookInto(kind: string): boolean {
  return TO_LOOK_INTO.includes(kind);
}

/** Every kind of event of security, group by group, as the filter offers them. */
export const SECURITY_KINDS: readonly string[] = [
  'access.forbidden',
  'access.hidden',
  'access.signed-out',
  'access.limited',
  'access.cross-site',
  'access.key-refused',
  'access.key-scope',
  'access.not-signed',
  'access.device-refused',
  'account.signed-in',
  'account.sign-in-refused',
  'account.sign-in-flood',
  'account.confirmed',
  'account.signed-out',
  'account.signed-out-everywhere',
  'account.session-ended',
  'account.created',
  'account.invited',
  'account.role-changed',
  'account.right-given',
  'account.right-ended',
  'account.disabled',
  'account.enabled',
  'account.passkey-added',
  'account.passkey-removed',
  'account.password-changed',
  'account.password-removed',
  'account.recovery-codes-changed',
  'account.first-link-printed',
  'account.recovery-link-printed',
  'device.code-refused',
  'device.renewed',
  'device.revoked',
  'mission.key-made',
  'mission.key-revoked',
  'report.refused',
  'form.unfrozen',
];

/** Every kind of reading of restricted data. */
export const READING_KINDS: readonly string[] = [
  'reading.accounts',
  'reading.arrivals',
  'reading.devices',
  'reading.export',
  'reading.history-export',
  'reading.identities',
  'reading.identity',
  'reading.identity-search',
  'reading.observer-copy',
  'reading.paper',
  'reading.paper-scan',
  'reading.papers',
  'reading.people',
  'reading.plan',
  'reading.calls',
  'reading.person',
  'reading.report',
  'reading.report-bytes',
  'reading.report-differences',
  'reading.report-file',
  'reading.reports',
  'reading.reports-export',
  'reading.retention-list',
];
