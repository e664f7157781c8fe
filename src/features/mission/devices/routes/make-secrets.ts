import { randomBytes, randomInt } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { hashLogin } from '../../../../platform/http/login/digest-login.ts';
import { hashToken, newToken } from '../../../../platform/http/session.ts';
import { REALM } from '../device.ts';
import type { OpenRosaSecrets } from '../device-replies.ts';
import type { KeptSecrets } from '../store/keep-devices.ts';

/** How the log is to call a device: random, so that it tells nothing. */
export function newPseudonym(): string {
  return randomBytes(8).toString('hex');
}

/** Letters and digits that nobody takes for another. */
const SYMBOLS = '23456789abcdefghjkmnpqrstuvwxyz';
const PASSWORD_GROUPS = 3;
const GROUP_LENGTH = 4;

/** A password to be read from paper and typed: 59 random bits, as `k7mp-3xqd-9rtw`. */
export function newPassword(): string {
  const symbol = () => SYMBOLS[randomInt(SYMBOLS.length)] ?? '';
  const group = () => Array.from({ length: GROUP_LENGTH }, symbol).join('');
  return Array.from({ length: PASSWORD_GROUPS }, group).join('-');
}

/** For whom secrets are made, and where the server is reached. */
export interface SecretsWanted {
  readonly device: { readonly name: string; readonly login: string | null };
  readonly mission: { readonly slug: string; readonly name: string };
  readonly origin: string;
}

/** Secrets of a device of OpenRosa: what is told once, and what is kept. */
export function makeSecrets({ device, mission, origin }: SecretsWanted): {
  readonly told: Pick<OpenRosaSecrets, 'openRosaUrl' | 'token' | 'qr' | 'login'>;
  readonly kept: KeptSecrets;
} {
  const [token, url] = [newToken(), `${origin}/openrosa/${encodeURIComponent(mission.slug)}`];
  const openRosaUrl = `${url}/key/${token}`;
  const login = device.login === null ? null : { url, name: device.login, password: newPassword() };
  const hashes = login === null ? null : hashLogin(login.name, REALM, login.password);
  const qr = collectSettings({ serverUrl: openRosaUrl, project: mission.name, userName: device.name });
  return {
    told: { openRosaUrl, token, qr, login },
    kept: {
      tokenHash: hashToken(token),
      login: hashes === null ? null : { ha1Sha256: hashes['SHA-256'], ha1Md5: hashes.MD5 },
    },
  };
}

/** What ODK Collect is set up with. */
interface CollectSettings {
  readonly serverUrl: string;
  /** Name of the project on the phone. */
  readonly project: string;
  /** What the phone writes into reports as the name of its user. */
  readonly userName: string;
}

/** The text of a QR code that sets up ODK Collect: base64 of the compressed settings. */
export function collectSettings({ serverUrl, project, userName }: CollectSettings): string {
  const settings = {
    general: {
      server_url: serverUrl,
      form_update_mode: 'match_exactly',
      autosend: 'wifi_and_cellular',
      metadata_username: userName,
    },
    admin: {},
    project: { name: project },
  };
  return deflateSync(Buffer.from(JSON.stringify(settings), 'utf8'), { level: 9 }).toString('base64');
}
