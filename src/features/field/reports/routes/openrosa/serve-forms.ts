import { findForbiddenCharacter } from '../../../../../kernel/text.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { escapeText } from '../../../../../xforms/xml/write.ts';
import type { KnownDevice } from '../../../../mission/devices/device.ts';
import { getPublishedFile, getXform, type PublishedForm, type PublishedForms } from '../../../forms/access.ts';
import type { Asked } from './asked.ts';
import type { OpenRosaGround } from './ground.ts';
import { contentReply, documentReply, XML } from './openrosa-reply.ts';

/** What serving forms needs. */
export interface FormShelf {
  readonly ground: OpenRosaGround;
  readonly forms: PublishedForms;
}

const known = (asked: Asked) => asked.header('if-none-match');

/** Answers `formList`: the forms in use, each in its newest version; `formID` picks one. */
export async function serveFormList(
  asked: Asked,
  device: KnownDevice,
  { ground, forms }: FormShelf,
): Promise<Response> {
  const open = await forms.listOpen(ground.sql, device.missionId);
  const wanted = asked.query('formID');
  const listed = wanted === undefined ? open : open.filter(({ formId }) => formId === wanted);
  const base = linkBase(asked, ground);
  const items = listed.map((form) => writeForm(form, base));
  return documentReply(document('xforms', 'http://openrosa.org/xforms/xformsList', items), known(asked));
}

/** Answers `form.xml`: the XForm, byte by byte what its hash in the list was made of. */
export async function serveForm(asked: Asked, device: KnownDevice, { ground, forms }: FormShelf): Promise<Response> {
  const form = await getForm(asked, device, { ground, forms });
  return contentReply({ type: XML, tag: form.md5, name: null, load: () => getXform(ground.sql, form) }, known(asked));
}

/** Answers `manifest`: the files that lie beside a version. */
export async function serveManifest(
  asked: Asked,
  device: KnownDevice,
  { ground, forms }: FormShelf,
): Promise<Response> {
  const form = await getForm(asked, device, { ground, forms });
  const base = `${linkBase(asked, ground)}/${formPath(form)}/media`;
  const items = form.files.map(({ name, md5 }) =>
    element('mediaFile', { filename: name, hash: `md5:${md5}`, downloadUrl: `${base}/${encodeURIComponent(name)}` }),
  );
  return documentReply(document('manifest', 'http://openrosa.org/xforms/xformsManifest', items), known(asked));
}

/** Answers `media/…`: a file that lies beside a version, to be saved and never shown in place. */
export async function serveMedia(asked: Asked, device: KnownDevice, { ground, forms }: FormShelf): Promise<Response> {
  const form = await getForm(asked, device, { ground, forms });
  const name = asked.param('name');
  const file = form.files.find((beside) => beside.name === name);
  if (file === undefined) throw new Problem('not-found', { what: `file ${name}` });
  const type = typeOf(name);
  const load = () => getPublishedFile(ground.sql, form, file);
  return contentReply({ type, tag: file.md5, name, load }, known(asked));
}

/** What compresses well is told apart, so that it is sent compressed. */
function typeOf(name: string): string {
  return name.toLowerCase().endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/octet-stream';
}

async function getForm(asked: Asked, device: KnownDevice, { ground, forms }: FormShelf): Promise<PublishedForm> {
  const [formId, number] = [asked.param('form'), asked.param('number')];
  const wanted =
    /^[1-9][0-9]{0,8}$/.test(number) && findForbiddenCharacter(formId) === null
      ? { formId, number: Number(number) }
      : null;
  const form = wanted === null ? null : await forms.find(ground.sql, device.missionId, wanted);
  if (form === null) throw new Problem('not-found', { what: `form ${formId}` });
  return form;
}

function writeForm(form: PublishedForm, base: string): string {
  const address = `${base}/${formPath(form)}`;
  return element('xform', {
    formID: form.formId,
    name: form.title,
    ...(form.version === null ? {} : { version: form.version }),
    hash: `md5:${form.md5}`,
    downloadUrl: `${address}/form.xml`,
    ...(form.files.length === 0 ? {} : { manifestUrl: `${address}/manifest` }),
  });
}

function formPath({ formId, number }: PublishedForm): string {
  return `forms/${encodeURIComponent(formId)}/${number}`;
}

/** Links keep the way by which they were asked for: with the token, or without it. */
function linkBase(asked: Asked, ground: OpenRosaGround): string {
  const token = asked.token === null ? '' : `/key/${encodeURIComponent(asked.token)}`;
  return `${ownOrigin(asked, ground)}/openrosa/${encodeURIComponent(asked.mission)}${token}`;
}

/**
 * Where the telephone reached us: by one of our names; or, with no proxy between, by whatever name it used, because that
 * one works for it. Nobody else sees the answer.
 */
function ownOrigin(asked: Asked, { origins, proxies }: OpenRosaGround): string {
  const host = asked.header('host') ?? '';
  const named = origins.find((origin) => new URL(origin).host === host.toLowerCase());
  if (named !== undefined) return named;
  const isPlain = /^([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?$/i.test(host);
  return proxies === 0 && isPlain && origins[0].startsWith('http:') ? `http://${host}` : origins[0];
}

function document(root: string, namespace: string, items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">\n${items.join('')}</${root}>\n`;
}

function element(name: string, parts: Readonly<Record<string, string>>): string {
  const inner = Object.entries(parts).map(([part, text]) => `<${part}>${escapeText(text)}</${part}>`);
  return `  <${name}>${inner.join('')}</${name}>\n`;
}
