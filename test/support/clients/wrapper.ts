/** A form as a client has fetched it, in a browser. */
export interface FetchedForm {
  readonly xml: string;
  /** Address of each file beside it, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** The most bytes of one request that the server takes. */
  readonly limitBytes: number;
}

/** What the server answered to a submission. */
export interface Answered {
  readonly status: number;
  readonly message: string;
}

const VERSION = { 'X-OpenRosa-Version': '1.0' };

/** Fetches the form of that id: list, form, manifest. @throws Error where an answer is none of OpenRosa. */
export async function fetchForm(serverUrl: string, formId: string): Promise<FetchedForm> {
  const { document: list } = await ask(`${serverUrl}/formList?formID=${encodeURIComponent(formId)}`);
  const entry = [...list.querySelectorAll('xforms > xform')].find((xform) => textOf(xform, 'formID') === formId);
  if (entry === undefined) throw new Error(`${formId} is not in the list`);
  const form = await ask(textOf(entry, 'downloadUrl'));
  const manifest = await ask(textOf(entry, 'manifestUrl'));
  const listed = [...manifest.document.querySelectorAll('manifest > mediaFile')];
  const head = await fetch(`${serverUrl}/submission`, { method: 'HEAD', headers: VERSION });
  if (head.status !== 204) throw new Error(`HEAD submission: ${head.status}`);
  return {
    xml: form.text,
    files: new Map(listed.map((file) => [textOf(file, 'filename'), textOf(file, 'downloadUrl')])),
    limitBytes: Number(head.headers.get('X-OpenRosa-Accept-Content-Length')),
  };
}

/** Sends a record with its files. */
export async function send(serverUrl: string, body: FormData): Promise<Answered> {
  const reply = await fetch(`${serverUrl}/submission`, { method: 'POST', headers: VERSION, body });
  const document = new DOMParser().parseFromString(await reply.text(), 'text/xml');
  return { status: reply.status, message: document.querySelector('OpenRosaResponse > message')?.textContent ?? '' };
}

async function ask(url: string): Promise<{ text: string; document: Document }> {
  const reply = await fetch(url, { headers: VERSION });
  const type = reply.headers.get('Content-Type') ?? '';
  if (!reply.ok || !type.includes('text/xml')) throw new Error(`${url}: ${reply.status} ${type}`);
  if (reply.headers.get('X-OpenRosa-Version') !== '1.0') throw new Error(`${url} is not OpenRosa`);
  const text = await reply.text();
  return { text, document: new DOMParser().parseFromString(text, 'text/xml') };
}

function textOf(parent: Element, name: string): string {
  const text = [...parent.children].find((child) => child.localName === name)?.textContent;
  if (!text) throw new Error(`${parent.localName} without ${name}`);
  return text;
}
