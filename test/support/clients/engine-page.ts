// The engine of ODK Web Forms without its view: whoever opened the page answers.
import { OtherEngine } from '../web-forms-engine.ts';
import { type Answered, fetchForm, send } from './wrapper.ts';

/** What a test does with the form that is open in the page. */
export interface EngineClient {
  answer(path: string, value: string): void;
  addCopy(path: string): void;
  attach(path: string, file: { readonly name: string; readonly type: string; readonly bytes: readonly number[] }): void;
  /** Sends what the engine itself makes for sending, in as many requests as it wants. */
  submit(): Promise<readonly Answered[]>;
}

declare global {
  interface Window {
    client?: EngineClient;
  }
}

const query = new URLSearchParams(location.search);
const serverUrl = query.get('server') ?? '';
const { xml, files, limitBytes } = await fetchForm(serverUrl, query.get('form') ?? '');
const texts = await Promise.all(
  [...files].map(async ([name, url]) => [name, await (await fetch(url)).text()] as const),
);
const engine = await OtherEngine.open(xml, new Map(texts));

window.client = {
  answer: (path, value) => engine.answer(path, value),
  addCopy: (path) => engine.addCopy(path),
  attach: (path, { name, type, bytes }) => engine.answer(path, new File([new Uint8Array(bytes)], name, { type })),
  submit: async () => {
    const answered: Answered[] = [];
    for (const data of await engine.payload(limitBytes)) answered.push(await send(serverUrl, data));
    return answered;
  },
};
